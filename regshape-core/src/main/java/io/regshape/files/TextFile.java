// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.digest.Digest;
import io.regshape.layer.TarEntry;
import java.io.ByteArrayInputStream;
import java.nio.file.attribute.FileTime;

/** A file that exists nowhere but in the image. */
public final class TextFile implements Content {
    private final String origin;
    private final byte[] bytes;
    private final String path;
    private final ModeRule mode;

    private TextFile(String origin, byte[] bytes, String path, ModeRule mode) {
        this.origin = origin;
        this.bytes = bytes;
        this.path = path;
        this.mode = mode;
    }

    /**
     * Makes a file.
     *
     * @param origin what made it, for messages
     * @param bytes its content; copied
     * @param path where it goes, absolute or relative to the image's root
     */
    public static TextFile of(String origin, byte[] bytes, String path) {
        return new TextFile(origin, bytes.clone(), ImagePath.parseFile(path, origin), ModeRule.of(0644));
    }

    /** Sets its mode. */
    public TextFile mode(ModeRule value) {
        return new TextFile(origin, bytes, path, value);
    }

    @Override
    public void addTo(Gathering files) {
        Owner owner = files.owner();
        files.add(LayerFile.of(
                TarEntry.file(path, mode.file(0644), owner.uid(), owner.gid(), bytes.length),
                origin,
                () -> new ByteArrayInputStream(bytes),
                Digest.sha256(bytes).toString(),
                FileTime.fromMillis(0)));
    }
}
