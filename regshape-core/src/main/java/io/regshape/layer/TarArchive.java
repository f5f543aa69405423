// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.LayerSource.FileState;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A tar on the disk, its entries and their content at hand in any order, so that it can be merged into a layer.
 *
 * <p>It is checked to the end, as {@link LayerWriter} checks one that becomes a layer as it is. Beyond that, names must
 * be UTF-8, hard links must lead to a file in front of them, and devices and named pipes are refused: an image that is
 * built gets none. Sparse files of GNU tar are expanded. Times, user and group names are not read, and neither is an
 * entry of the root itself.
 *
 * <p>The content of several entries may be read at a time, by several threads. An interrupted thread that reads closes
 * the tar for all of them.
 */
public final class TarArchive implements Closeable {
    /** 16 GiB, as with bases: so much a compressed tar may unpack to, and the holes of sparse files may have in all. */
    private static final long MOST_UNPACKED = 16L << 30;

    private final LayerSource source;
    private final FileChannel tar;
    private final long mostUnpacked;
    /** The file's state when it was opened; empty when {@link #tar} is a copy. */
    private final Optional<FileState> opened;

    private final List<TarEntry> entries = new ArrayList<>();
    private final Map<String, Extents> contents = new HashMap<>();

    private TarArchive(LayerSource source, FileChannel tar, long mostUnpacked, Optional<FileState> opened) {
        this.source = source;
        this.tar = tar;
        this.mostUnpacked = mostUnpacked;
        this.opened = opened;
    }

    /**
     * Opens a tar and reads it to the end.
     *
     * @param file the tar: plain, gzip or zstd, told by its bytes; it must not change before it is closed
     * @param spoolFolder an existing folder for the decompressed copy that a compressed tar needs. The copy vanishes when
     *     the tar is closed; where the system allows that it has no name, so that a killed process leaves nothing either
     * @return the tar, to be closed
     * @throws RegshapeException if the file cannot be read, changes, is no tar, holds what a layer must not hold, or
     *     unpacks to more than 16 GiB, or has sparse files with so many bytes of holes
     * @throws InterruptedIOException if the thread is interrupted
     * @throws IOException if the disk fails or is full
     */
    public static TarArchive open(Path file, Path spoolFolder) throws IOException {
        return open(file, spoolFolder, MOST_UNPACKED);
    }

    static TarArchive open(Path file, Path spoolFolder, long mostUnpacked) throws IOException {
        LayerSource source = LayerSource.of(file);
        Optional<FileState> state = source.state();
        try (SourceStream in = source.open(ProgressListener.NONE)) {
            Compression compression = compressionOf(source.name(), in.head());
            boolean plain = compression == Compression.NONE;
            FileChannel tar = plain ? FileChannel.open(file) : newCopy(spoolFolder);
            try {
                TarArchive archive = new TarArchive(source, tar, mostUnpacked, plain ? state : Optional.empty());
                archive.read(in, compression);
                return archive;
            } catch (Throwable e) {
                tar.close();
                throw e;
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException("interrupted while reading " + source.name());
        }
    }

    private static Compression compressionOf(String name, byte[] head) {
        InputKind kind = InputKind.of(head);
        return kind.compression().orElseThrow(() -> {
            String what = head.length == 0 ? "empty" : "no tar but " + kind.description();
            return new RegshapeException(
                    Kind.BAD_CONTENT, name + " is " + what + ": give a tar, plain or compressed with gzip or zstd");
        });
    }

    private static FileChannel newCopy(Path folder) throws IOException {
        while (true) {
            String name = ".regshape-tar-"
                    + Long.toHexString(ThreadLocalRandom.current().nextLong());
            try {
                return FileChannel.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
            } catch (FileAlreadyExistsException e) {
                // The next number is another.
            }
        }
    }

    private void read(SourceStream in, Compression compression) throws IOException {
        TarIndex index = new TarIndex();
        try {
            check(in, compression, TarChecker.refusing(source.name(), index));
            build(index);
        } catch (TarFault e) {
            throw new RegshapeException(Kind.BAD_CONTENT, source.name() + ": " + e.getMessage(), e);
        } catch (RegshapeException e) {
            in.checkUnchanged(false);
            throw e;
        }
        in.checkUnchanged(true);
    }

    private void check(SourceStream in, Compression compression, TarChecker checker) throws IOException {
        try (InputStream plain = UncompressedStream.of(in, compression, source.name(), Kind.BAD_CONTENT)) {
            byte[] chunk = new byte[TarDigest.CHUNK];
            long unpacked = 0;
            int n;
            while ((n = plain.read(chunk)) >= 0) {
                checker.update(chunk, 0, n);
                if (compression != Compression.NONE) {
                    unpacked += n;
                    if (unpacked > mostUnpacked) {
                        throw new RegshapeException(
                                Kind.BAD_CONTENT,
                                source.name() + " unpacks to more than " + mostUnpacked
                                        + " bytes: if that is as it should be, give the tar uncompressed");
                    }
                    append(chunk, n);
                }
            }
        }
        checker.finish();
    }

    private void append(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            tar.write(buffer);
        }
    }

    /** Of the paths of one file the first becomes the file, and the others lead there. */
    private void build(TarIndex index) throws IOException, TarFault {
        IdentityHashMap<TarIndex.Item, TarEntry> files = new IdentityHashMap<>();
        long holes = 0;
        for (Map.Entry<String, TarIndex.Item> found : index.items().entrySet()) {
            String path = found.getKey();
            TarIndex.Item item = found.getValue();
            TarEntry said = item.entry();
            TarEntry file = files.get(item);
            if (file != null) {
                entries.add(TarEntry.hardLink(path, file.path(), said.mode(), said.uid(), said.gid()));
            } else if (said.type() == TarEntry.Type.FILE) {
                Extents content = item.extents(tar);
                holes = plusHoles(holes, content.size() - item.stored(), path);
                TarEntry entry = said.withPath(path).withSize(content.size());
                files.put(item, entry);
                contents.put(path, content);
                entries.add(entry);
            } else {
                entries.add(said.withPath(path));
            }
        }
    }

    /** Holes take no place in the tar, and a few bytes can claim any number of them; a map can take more than they are. */
    private long plusHoles(long holes, long further, String path) throws TarFault {
        if (further > mostUnpacked - holes) {
            throw new TarFault("the sparse file " + TarPaths.quoted(path) + " has " + further
                    + " bytes of holes, more than " + mostUnpacked
                    + " with those of the files before it: if that is as it should be, make the tar without --sparse");
        }
        return holes + Math.max(further, 0);
    }

    /**
     * Returns the entries, sorted by path: a directory, what is in it, then its next sibling. Of the names of one file the
     * first is the file, whichever it was in the tar, and the others are hard links to it. So whoever merges sorted
     * entries of several tars has them in an order that {@link TarWriter} takes.
     */
    public List<TarEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /**
     * Returns the content of an entry.
     *
     * @param entry one of {@link #entries}
     * @return the bytes, none for all but files. At its end the stream throws a {@link RegshapeException} if the tar has
     *     changed since it was opened. It need not be closed
     */
    public InputStream content(TarEntry entry) {
        if (entry.type() != TarEntry.Type.FILE) {
            return InputStream.nullInputStream();
        }
        return new Content(Objects.requireNonNull(contents.get(entry.path()), "no entry of this tar"));
    }

    /** Removes the decompressed copy, if there is one. Content can no longer be read. */
    @Override
    public void close() throws IOException {
        tar.close();
    }

    private final class Content extends InputStream {
        private final Extents extents;
        private final Extents.Cursor cursor = new Extents.Cursor();

        Content(Extents extents) {
            this.extents = extents;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            boolean atEnd = cursor.position() == extents.size();
            int n = atEnd ? -1 : extents.read(tar, cursor, bytes, offset, length);
            if (n < 0 && (!atEnd || opened.isPresent() && !source.state().equals(opened))) {
                throw new RegshapeException(
                        Kind.BAD_CONTENT,
                        source.name() + " changed while it was read. Run again when nothing writes to it");
            }
            return n;
        }
    }
}
