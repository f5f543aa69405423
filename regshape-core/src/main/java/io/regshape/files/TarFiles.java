// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
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
    public void addTo(Gathering files) throws IOException {
        FileStatus status = FileStatus.ofTarget(tar, origin());
        if (status.type() != FileStatus.Type.FILE) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    origin()
                            + (status.type() == FileStatus.Type.DIRECTORY
                                    ? " is a directory: use a file set"
                                    : " is no regular file"));
        }
        files.layout().refuse(tar, origin());
        Opened opened = files.keepOpen(new Opened(status, files.spoolFolder()));
        String state = status.fingerprint();
        for (TarEntry entry : entries(files, opened)) {
            String from = entry.path() + " in " + origin();
            files.addRaw(
                    entry.type() == TarEntry.Type.FILE
                            ? LayerFile.of(entry, from, () -> opened.content(entry), state, status.youngest())
                            : LayerFile.of(entry, from));
        }
    }

    private List<TarEntry> entries(Gathering files, Opened opened) throws IOException {
        Digest key = TarListing.key(tar, opened.status);
        Optional<TarListing> known = files.knownTar(key);
        Optional<List<TarEntry>> listed = known.flatMap(TarListing::entries);
        if (listed.isPresent()) {
            files.addTar(known.get());
            opened.listed = listed.get();
            return listed.get();
        }
        List<TarEntry> entries = opened.archive().entries();
        if (files.isSurelyOld(opened.status)) {
            TarListing.of(key, entries).ifPresent(files::addTar);
        }
        return entries;
    }

    private String origin() {
        return "the tar " + tar;
    }

    /** The tar, opened when it is needed. */
    private final class Opened implements Closeable {
        private final FileStatus status;
        private final Path spoolFolder;
        /** What it has to have, where that is known. */
        private @Nullable List<TarEntry> listed;

        private @Nullable TarArchive archive;

        Opened(FileStatus status, Path spoolFolder) {
            this.status = status;
            this.spoolFolder = spoolFolder;
        }

        TarArchive archive() throws IOException {
            if (archive == null) {
                TarArchive opened = TarArchive.open(tar, spoolFolder);
                try {
                    check(opened);
                } catch (Throwable e) {
                    opened.close();
                    throw e;
                }
                archive = opened;
            }
            return archive;
        }

        private void check(TarArchive opened) throws IOException {
            if (listed == null) {
                return;
            }
            if (!FileStatus.ofTarget(tar, origin()).fingerprint().equals(status.fingerprint())) {
                throw new RegshapeException(
                        Kind.BAD_CONTENT, origin() + " changed while it was read. Run again when nothing writes to it");
            }
            if (!opened.entries().equals(listed)) {
                throw new StaleListingException(origin() + " has other files than were noted");
            }
        }

        InputStream content(TarEntry entry) throws IOException {
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
