// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Where the content of a file lies in a tar: pieces one behind the other, with holes in between where the file is
 * sparse. GNU tar has four forms of that ("Storing Sparse Files" in its manual).
 */
final class Extents {
    /** Holds against a map that would fill the memory. */
    private static final int MOST_PIECES = 1 << 20;

    private final long start;
    private final long size;
    private long[] offsets = new long[1];
    private long[] lengths = new long[1];
    private int count;

    private Extents(long start, long size) {
        this.start = start;
        this.size = size;
    }

    /** Returns the content of a file without holes. */
    static Extents whole(long start, long size) throws TarFault {
        Extents extents = new Extents(start, size);
        extents.add(0, size);
        return extents;
    }

    /**
     * Reads the old form: a map in the header, continued in the blocks behind it.
     *
     * @param headerOffset where the header's block begins
     * @param stored the size that the header says
     */
    static Extents ofGnuHeader(FileChannel tar, long headerOffset, long stored) throws IOException, TarFault {
        byte[] header = block(tar, headerOffset);
        long blocks = 1;
        boolean more = header[482] != 0;
        Extents map = new Extents(0, TarHeader.number(header, 483, 12));
        map.addAll(header, 386, 4);
        while (more) {
            byte[] next = block(tar, headerOffset + blocks * TarHeader.SIZE);
            map.addAll(next, 0, 21);
            more = TarHeader.hasMoreSparseBlocks(next);
            blocks++;
        }
        return map.at(headerOffset + blocks * TarHeader.SIZE, stored);
    }

    private void addAll(byte[] block, int offset, int most) throws TarFault {
        for (int at = offset; at < offset + 24 * most && block[at + 12] != 0; at += 24) {
            add(TarHeader.number(block, at, 12), TarHeader.number(block, at + 12, 12));
        }
    }

    /**
     * Reads the form that has the map in the PAX header.
     *
     * @param map offsets and lengths in turn
     * @param size the size with holes
     * @param start where the first piece lies
     * @param stored the size of all pieces
     */
    static Extents ofPaxMap(String map, long size, long start, long stored) throws TarFault {
        Extents extents = new Extents(0, size);
        String[] numbers = map.isEmpty() ? new String[0] : map.split(",", -1);
        if (numbers.length % 2 != 0) {
            throw broken();
        }
        for (int i = 0; i < numbers.length; i += 2) {
            extents.add(PaxHeader.decimal(numbers[i]), PaxHeader.decimal(numbers[i + 1]));
        }
        return extents.at(start, stored);
    }

    /**
     * Reads the form that has the map at the beginning of the content: a count, offsets and lengths, each on a line,
     * filled up to whole blocks.
     *
     * @param size the size with holes
     * @param start where the map lies
     * @param stored the size of the map and all pieces
     */
    static Extents ofMapInContent(FileChannel tar, long size, long start, long stored) throws IOException, TarFault {
        Extents map = new Extents(0, size);
        Lines lines = new Lines(tar, start, stored);
        long pieces = lines.number();
        for (long i = 0; i < pieces; i++) {
            map.add(lines.number(), lines.number());
        }
        return map.at(start + lines.consumed, stored - lines.consumed);
    }

    private void add(long offset, long length) throws TarFault {
        long end = count == 0 ? 0 : offsets[count - 1] + lengths[count - 1];
        if (offset < end || length < 0 || offset > size || length > size - offset) {
            throw broken();
        }
        if (count == MOST_PIECES) {
            throw new TarFault("it has more than " + MOST_PIECES + " pieces");
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        offsets[count] = offset;
        lengths[count++] = length;
    }

    /** Returns the same pieces, laid from an offset on; they must be as long as what is there. */
    private Extents at(long newStart, long stored) throws TarFault {
        if (size < 0
                || size > TarHeader.LARGEST
                || Arrays.stream(lengths, 0, count).sum() != stored) {
            throw broken();
        }
        Extents extents = new Extents(newStart, size);
        extents.offsets = offsets;
        extents.lengths = lengths;
        extents.count = count;
        return extents;
    }

    private static TarFault broken() {
        return new TarFault("its map of pieces and holes is damaged");
    }

    private static byte[] block(FileChannel tar, long offset) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(TarHeader.SIZE);
        while (block.hasRemaining()) {
            if (tar.read(block, offset + block.position()) < 0) {
                throw new EOFException("the tar ended");
            }
        }
        return block.array();
    }

    /** Returns the size of the file, holes included. */
    long size() {
        return size;
    }

    /**
     * Reads bytes of the file.
     *
     * @param cursor where in the file, in front of its end; is moved on
     * @return how many were read, at least one; -1 if the tar has become shorter
     */
    int read(FileChannel tar, Cursor cursor, byte[] bytes, int offset, int length) throws IOException {
        while (cursor.piece < count && cursor.position >= offsets[cursor.piece] + lengths[cursor.piece]) {
            cursor.stored += lengths[cursor.piece++];
        }
        long next = cursor.piece < count ? offsets[cursor.piece] : size;
        int n;
        if (cursor.position < next) {
            n = (int) Math.min(length, next - cursor.position);
            Arrays.fill(bytes, offset, offset + n, (byte) 0);
        } else {
            long into = cursor.position - next;
            int most = (int) Math.min(length, lengths[cursor.piece] - into);
            n = tar.read(ByteBuffer.wrap(bytes, offset, most), start + cursor.stored + into);
        }
        cursor.position += Math.max(n, 0);
        return n;
    }

    /** How far a reader of the file is. */
    static final class Cursor {
        private long position;
        private int piece;
        /** The size of all pieces in front of it. */
        private long stored;

        /** Returns how many bytes of the file were read. */
        long position() {
            return position;
        }
    }

    /** Reads numbers from blocks. */
    private static final class Lines {
        private static final int LONGEST = 18;

        private final FileChannel tar;
        private final long start;
        private final long limit;
        private byte[] block = {};
        private int at;
        private long consumed;

        Lines(FileChannel tar, long start, long limit) {
            this.tar = tar;
            this.start = start;
            this.limit = limit;
        }

        long number() throws IOException, TarFault {
            StringBuilder digits = new StringBuilder();
            for (char next = next(); next != '\n'; next = next()) {
                digits.append(next);
                if (digits.length() > LONGEST) {
                    throw broken();
                }
            }
            long number = PaxHeader.decimal(digits.toString());
            if (number < 0) {
                throw broken();
            }
            return number;
        }

        private char next() throws IOException, TarFault {
            if (at == block.length) {
                if (consumed + TarHeader.SIZE > limit) {
                    throw broken();
                }
                block = block(tar, start + consumed);
                consumed += TarHeader.SIZE;
                at = 0;
            }
            return (char) (block[at++] & 0xff);
        }
    }
}
