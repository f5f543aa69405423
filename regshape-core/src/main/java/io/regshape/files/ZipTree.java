// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarEntry;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Files in a zip or jar, each at a place of its own in the image, with mode 0644. */
public final class ZipTree implements Content {
    private final Path zip;
    private final Function<String, Optional<String>> destination;

    private ZipTree(Path zip, Function<String, Optional<String>> destination) {
        this.zip = zip;
        this.destination = destination;
    }

    /**
     * Names a zip.
     *
     * @param zip the file
     * @param destination says for the name of each file in it where it goes in the image; empty leaves it out
     */
    public static ZipTree of(Path zip, Function<String, Optional<String>> destination) {
        return new ZipTree(zip, destination);
    }

    @Override
    public void addTo(Gathering files) throws IOException {
        FileStatus status = FileStatus.ofTarget(zip, origin());
        if (status.type() != FileStatus.Type.FILE) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    origin() + " is "
                            + (status.type() == FileStatus.Type.DIRECTORY ? "a directory" : "no regular file")
                            + ": it must be a file");
        }
        files.layout().refuse(zip, origin());
        ZipFile open = files.keepOpen(open());
        String state = status.fingerprint();
        for (ZipEntry entry : Collections.list(open.entries())) {
            Optional<String> path = entry.isDirectory() ? Optional.empty() : destination.apply(entry.getName());
            if (path.isPresent()) {
                add(files, open, entry, path.get(), state, status.youngest());
            }
        }
    }

    private void add(Gathering files, ZipFile open, ZipEntry entry, String path, String state, FileTime youngest) {
        if (entry.getSize() < 0) {
            throw damaged("its entry " + entry.getName() + " has no length", null);
        }
        String from = entry.getName() + " in " + origin();
        Owner owner = files.owner();
        files.add(LayerFile.of(
                TarEntry.file(ImagePath.parseFile(path, from), 0644, owner.uid(), owner.gid(), entry.getSize()),
                from,
                () -> new EntryStream(open.getInputStream(entry), entry),
                state + " " + entry.getName(),
                youngest));
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(zip.toFile());
        } catch (ZipException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private RegshapeException damaged(String why, @Nullable IOException cause) {
        return new RegshapeException(Kind.BAD_CONTENT, origin() + " is no valid jar: " + why, cause);
    }

    private String origin() {
        return "the jar " + zip;
    }

    /** Says which file it is that cannot be read, or has other bytes than its checksum says, which nobody else looks at. */
    private final class EntryStream extends FilterInputStream {
        private final ZipEntry entry;
        private final CRC32 crc = new CRC32();

        EntryStream(InputStream in, ZipEntry entry) {
            super(in);
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int n = in.read(bytes, offset, length);
                crc.update(bytes, offset, Math.max(n, 0));
                if (n < 0 && crc.getValue() != entry.getCrc()) {
                    throw damaged("its entry " + entry.getName() + " has another checksum than its bytes", null);
                }
                return n;
            } catch (ZipException | EOFException e) {
                throw damaged("its entry " + entry.getName() + " cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
