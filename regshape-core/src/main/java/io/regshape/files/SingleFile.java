// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarEntry;
import java.io.IOException;
import java.nio.file.Path;

/** One file on disk, at a place of its own in the image. */
public final class SingleFile implements Content {
    private final Path source;
    private final String path;
    private final ModeRule mode;

    private SingleFile(Path source, String path, ModeRule mode) {
        this.source = source;
        this.path = path;
        this.mode = mode;
    }

    /**
     * Names a file.
     *
     * @param source a regular file, or a symbolic link to one
     * @param path where it goes, absolute or relative to the image's root
     * @throws RegshapeException if {@code path} has {@code ..} in it or is the root
     */
    public static SingleFile of(Path source, String path) {
        return new SingleFile(source, ImagePath.parseFile(path, origin(source)), ModeRule.DEFAULT);
    }

    /** Sets its mode. */
    public SingleFile mode(ModeRule value) {
        return new SingleFile(source, path, value);
    }

    @Override
    public void addTo(Gathering files) throws IOException {
        FileStatus status = FileStatus.ofTarget(source, origin(source));
        if (status.type() != FileStatus.Type.FILE) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    origin(source)
                            + (status.type() == FileStatus.Type.DIRECTORY
                                    ? " is a directory: use a file set"
                                    : " is no regular file"));
        }
        files.layout().refuse(source, origin(source));
        Owner owner = files.owner();
        files.add(LayerFile.of(
                TarEntry.file(path, mode.file(status.mode()), owner.uid(), owner.gid(), status.size()),
                origin(source),
                source,
                status));
    }

    private static String origin(Path source) {
        return "the file " + source;
    }
}
