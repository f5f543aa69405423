// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarArchive;
import io.regshape.layer.TarEntry;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The entries of a tar, plain or compressed with gzip or zstd, merged into a layer with others. They keep their modes,
 * owners and links, whiteouts among them; their times do not count.
 */
public final class TarFiles implements Content {
    private final Path tar;

    private TarFiles(Path tar) {
        this.tar = tar;
    }

    /** Names a tar. Its paths are those of the image. */
    public static TarFiles of(Path tar) {
        return new TarFiles(tar);
    }

    @Override
    public void addTo(LayerFiles files) throws IOException {
        FileStatus status = FileStatus.ofTarget(tar, origin());
        if (status.type() != FileStatus.Type.FILE) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    origin()
                            + (status.type() == FileStatus.Type.DIRECTORY
                                    ? " is a directory: use a file set"
                                    : " is no regular file"));
        }
        TarArchive open = files.keepOpen(TarArchive.open(tar, files.spoolFolder()));
        for (TarEntry entry : open.entries()) {
            String from = entry.path() + " in " + origin();
            files.addRaw(
                    entry.type() == TarEntry.Type.FILE
                            ? LayerFile.of(
                                    entry, from, () -> open.content(entry), status.fingerprint(), status.youngest())
                            : LayerFile.of(entry, from));
        }
    }

    private String origin() {
        return "the tar " + tar;
    }
}
