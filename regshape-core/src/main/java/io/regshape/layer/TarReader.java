// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a tar, one after another: v7, ustar, GNU, star and pax.
 *
 * <p>It takes what readers agree on, not only what a layer may hold: an image by another tool may have a path twice or an
 * absolute one, and is a base all the same. Content is skipped, so that over a stream that can skip no content is read.
 * It holds one block and the extended headers of one entry. Not thread-safe.
 */
public final class TarReader {
    /** More than any path that a system takes; PAX headers hold extended attributes too. */
    private static final int LONGEST_EXTENDED_HEADER = 1 << 20;

    /**
     * An entry.
     *
     * @param path as it stands in the tar, at most 4095 bytes, one character a byte: they are in no certain charset
     * @param type what it is; empty for devices and pipes
     * @param mode the permission bits, with set-user-ID, set-group-ID and sticky
     * @param linkTarget the target of a link, at most 4095 bytes, one character a byte; empty for other types
     * @param size how many bytes of the tar its content takes
     * @param offset where in the tar its content begins
     * @param sparse whether the content is a GNU sparse file's, so that those bytes are not its content
     */
    public record Entry(
            String path,
            Optional<TarEntry.Type> type,
            int mode,
            String linkTarget,
            long size,
            long offset,
            boolean sparse) {}

    private final InputStream in;
    private final String name;
    private final byte[] block = new byte[TarHeader.SIZE];
    private long position;
    /** What is left of the present entry, padding included. */
    private long contentLeft;

    private @Nullable PaxHeader pax;
    private @Nullable String longPath;
    private @Nullable String longLinkPath;

    /**
     * Makes a reader.
     *
     * @param in the uncompressed tar; the caller closes it. Behind the last entry it stands behind the first zero block
     * @param name names the tar in messages
     */
    public TarReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /**
     * Reads the next entry.
     *
     * @return the entry, empty at the end
     * @throws RegshapeException if the tar is damaged, ends without the zero block that marks its end, or has a path or
     *     target of more than 4095 bytes
     * @throws IOException if it cannot be read
     */
    public Optional<Entry> next() throws IOException {
        try {
            skip(contentLeft);
            contentLeft = 0;
            while (true) {
                readBlock();
                if (TarHeader.isZero(block)) {
                    return Optional.empty();
                }
                if (!TarHeader.hasValidChecksum(block)) {
                    throw noHeader();
                }
                TarHeader header = TarHeader.parse(block);
                switch (header.type()) {
                    case 'x', 'X' -> pax = PaxHeader.parse(extended(header));
                    case 'g' -> requireHarmless(PaxHeader.parse(extended(header)));
                    case 'L' -> longPath = TarHeader.upToNul(extended(header));
                    case 'K' -> longLinkPath = TarHeader.upToNul(extended(header));
                    default -> {
                        return Optional.of(entry(header));
                    }
                }
            }
        } catch (TarFault e) {
            throw new RegshapeException(Kind.BAD_CONTENT, name + ": " + e.getMessage(), e);
        }
    }

    private Entry entry(TarHeader header) throws IOException, TarFault {
        PaxHeader said = pax == null ? PaxHeader.NOTHING : pax;
        String path = checked("the path", first(said.sparsePath(), first(said.path(), first(longPath, header.path()))));
        String linkTarget = header.isLink()
                ? checked("the link target", first(said.linkPath(), first(longLinkPath, header.linkPath())))
                : "";
        boolean sparse = header.type() == 'S'
                || said.sparsePath() != null
                || said.sparseSize().isPresent();
        int mode = (int) (header.mode() & 07777);
        long size =
                header.type() >= '1' && header.type() <= '6' ? 0 : said.size().orElse(header.size());
        boolean more = header.type() == 'S' && header.more();
        while (more) {
            readBlock();
            more = TarHeader.hasMoreSparseBlocks(block);
        }
        pax = null;
        longPath = null;
        longLinkPath = null;
        contentLeft = size + TarHeader.padding(size);
        return new Entry(path, type(header.type(), path), mode, linkTarget, size, position, sparse);
    }

    /** Old tars have no type for directories, and readers take types that they do not know for files (POSIX, pax). */
    private static Optional<TarEntry.Type> type(char flag, String path) {
        return switch (flag) {
            case '1' -> Optional.of(TarEntry.Type.HARD_LINK);
            case '2' -> Optional.of(TarEntry.Type.SYMBOLIC_LINK);
            case '3', '4', '6' -> Optional.empty();
            case '5' -> Optional.of(TarEntry.Type.DIRECTORY);
            default -> Optional.of(path.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE);
        };
    }

    private String extended(TarHeader header) throws IOException, TarFault {
        if (header.size() > LONGEST_EXTENDED_HEADER) {
            throw new TarFault("an extended header of " + header.size() + " bytes is too long: "
                    + LONGEST_EXTENDED_HEADER + " are allowed");
        }
        byte[] text = in.readNBytes((int) header.size());
        position += text.length;
        if (text.length < header.size()) {
            throw cutShort();
        }
        skip(TarHeader.padding(header.size()));
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Some readers apply a global header and some do not, so it must not say where an entry lies or ends. */
    private static void requireHarmless(PaxHeader global) throws TarFault {
        if (global.movesEntry()) {
            throw new TarFault("a global PAX header sets the path, the target or the size of entries");
        }
    }

    private void readBlock() throws IOException, TarFault {
        int n = in.readNBytes(block, 0, block.length);
        position += n;
        if (n < block.length) {
            throw cutShort();
        }
    }

    private void skip(long length) throws IOException, TarFault {
        try {
            in.skipNBytes(length);
        } catch (EOFException e) {
            throw cutShort();
        }
        position += length;
    }

    private TarFault cutShort() {
        return new TarFault("it is cut short: the tar has no end, which is a block of zeros");
    }

    private TarFault noHeader() {
        return position == TarHeader.SIZE
                ? new TarFault("it holds " + InputKind.of(block).description() + " where a tar should begin")
                : new TarFault("the tar is damaged: the header at offset " + (position - TarHeader.SIZE)
                        + " has a wrong checksum");
    }

    /** Whoever reads entries keeps their paths. */
    private static String checked(String what, String path) throws TarFault {
        if (path.length() > TarEntry.MOST_PATH_BYTES) {
            throw new TarFault(what + " " + TarPaths.shown(path) + " has " + path.length()
                    + " bytes: Linux takes at most " + TarEntry.MOST_PATH_BYTES);
        }
        return path;
    }

    private static String first(@Nullable String said, String otherwise) {
        return said == null ? otherwise : said;
    }
}
