// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarArchive;
import io.regshape.layer.TarEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** A tar whose entries are known is not opened before somebody wants the content of one. */
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
        Opened opened = files.keepOpen(new Opened(files.spoolFolder()));
        Optional<TarListing> known = files.knownTar(tar.toString(), status.fingerprint());
        List<TarEntry> entries =
                known.isPresent() ? known.get().entries() : opened.archive().entries();
        for (TarEntry entry : entries) {
            String from = entry.path() + " in " + origin();
            files.addRaw(
                    entry.type() == TarEntry.Type.FILE
                            ? LayerFile.of(
                                    entry,
                                    from,
                                    () -> opened.content(entry, entries),
                                    status.fingerprint(),
                                    status.youngest())
                            : LayerFile.of(entry, from));
        }
        files.addTar(new TarListing(tar.toString(), status.fingerprint(), entries), status.youngest());
    }

    private String origin() {
        return "the tar " + tar;
    }

    /** The tar, opened when it is needed. */
    private final class Opened implements Closeable {
        private final Path spoolFolder;
        private @Nullable TarArchive archive;

        Opened(Path spoolFolder) {
            this.spoolFolder = spoolFolder;
        }

        TarArchive archive() throws IOException {
            TarArchive result = archive;
            if (result == null) {
                result = TarArchive.open(tar, spoolFolder);
                archive = result;
            }
            return result;
        }

        InputStream content(TarEntry entry, List<TarEntry> listed) throws IOException {
            if (archive == null && !archive().entries().equals(listed)) {
                throw new RegshapeException(
                        Kind.BAD_CONTENT, origin() + " changed while it was read. Run again when nothing writes to it");
            }
            return archive().content(entry);
        }

        @Override
        public void close() throws IOException {
            if (archive != null) {
                archive.close();
            }
        }
    }
}
