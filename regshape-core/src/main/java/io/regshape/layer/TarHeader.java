// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.nio.charset.StandardCharsets;

/**
 * One header block of a tar: v7, ustar, GNU or star. Paths are bytes in no certain charset, and kept as strings with
 * one character a byte.
 *
 * @param type the type flag
 * @param path the name, with the prefix of a ustar header in front
 * @param linkPath the target of a link
 * @param mode the mode, which may have bits of the file's type in it; -1 if it is no number
 * @param uid the number of the owner; -1 if it is none
 * @param gid the number of the group; -1 if it is none
 * @param size how many bytes the size field says
 * @param gnu whether it is in the GNU format
 * @param more whether, in a GNU sparse header, a block with more of the map follows
 */
record TarHeader(
        char type, String path, String linkPath, long mode, long uid, long gid, long size, boolean gnu, boolean more) {
    /** The size of a block. */
    static final int SIZE = 512;

    private static final String USTAR = "ustar\0";
    private static final String GNU = "ustar  \0";
    private static final String STAR = "tar\0";
    private static final int CHECKSUM = 148;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    /** The largest size of which a padded size can still be computed. */
    static final long LARGEST = Long.MAX_VALUE - SIZE;

    static TarHeader parse(byte[] block) throws TarFault {
        String path = text(block, 0, 100);
        if (has(block, MAGIC, USTAR)) {
            String prefix = text(block, PREFIX, has(block, 508, STAR) ? 131 : 155);
            path = prefix.isEmpty() ? path : prefix + "/" + path;
        }
        long size = number(block, 124, 12);
        if (size < 0 || size > LARGEST) {
            throw new TarFault("the header of " + TarPaths.shown(path) + " has no valid size");
        }
        boolean gnu = has(block, MAGIC, GNU);
        return new TarHeader(
                (char) (block[156] & 0xff),
                path,
                text(block, 157, 100),
                number(block, 100, 8),
                number(block, 108, 8),
                number(block, 116, 8),
                size,
                gnu,
                block[482] != 0);
    }

    /** Returns how many bytes fill up the last block of some content. */
    static int padding(long size) {
        return (int) (-size & (SIZE - 1));
    }

    /** Returns whether content follows: links, directories, devices and pipes have none, whatever their size says. */
    boolean hasContent() {
        return type < '1' || type > '6';
    }

    /** Returns whether it is a hard or symbolic link. */
    boolean isLink() {
        return type == '1' || type == '2';
    }

    /** Returns whether a map block of a GNU sparse file has another behind it. */
    static boolean hasMoreSparseBlocks(byte[] block) {
        return block[504] != 0;
    }

    static boolean isZero(byte[] block) {
        for (int i = 0; i < SIZE; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Some old tars summed signed bytes: readers accept both. */
    static boolean hasValidChecksum(byte[] block) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < SIZE; i++) {
            byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long said = number(block, CHECKSUM, 8);
        return said == unsigned || said == signed;
    }

    /** Reads an octal or base-256 number; -1 says that it is none, or negative, or above 63 bits. */
    static long number(byte[] block, int offset, int length) {
        if ((block[offset] & 0x80) != 0) {
            return base256(block, offset, length);
        }
        int at = offset;
        int end = offset + length;
        while (at < end && block[at] == ' ') {
            at++;
        }
        long value = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = value * 8 + block[at++] - '0';
        }
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        return at == end ? value : -1;
    }

    private static long base256(byte[] block, int offset, int length) {
        long value = block[offset] & 0x7f;
        for (int i = offset + 1; i < offset + length; i++) {
            if (value >>> 55 != 0) {
                return -1;
            }
            value = value << 8 | (block[i] & 0xff);
        }
        return value;
    }

    private static String text(byte[] block, int offset, int length) {
        return upToNul(new String(block, offset, length, StandardCharsets.ISO_8859_1));
    }

    /** Cuts at the first NUL, as every reader does. */
    static String upToNul(String text) {
        int nul = text.indexOf(0);
        return nul < 0 ? text : text.substring(0, nul);
    }

    private static boolean has(byte[] block, int offset, String expected) {
        return new String(block, offset, expected.length(), StandardCharsets.ISO_8859_1).equals(expected);
    }
}
