// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.model.Timestamp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the header blocks of entries (POSIX.1-2001, pax, "ustar Interchange Format"). No user or group name is ever
 * said, and no device number but zero.
 */
final class TarEncoder {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PREFIX = 155;
    /** The largest number of seven octal digits, and of eleven. */
    private static final long LARGEST_ID = 07777777;

    private static final long LARGEST_SIZE = 077777777777L;

    /** The same for all entries; readers throw it away. */
    private static final byte[] PAX_NAME = ascii("PaxHeader");

    private static final byte[] MAGIC_AND_VERSION = ascii("ustar\00000");
    private static final byte[] NOTHING = {};

    private final long mtime;

    TarEncoder(Timestamp time) {
        this.mtime = time.instant().getEpochSecond();
    }

    /** Returns the header of an entry, behind its PAX header where it needs one: a whole number of blocks. */
    byte[] header(TarEntry entry) {
        byte[] path = utf8(entry.type() == TarEntry.Type.DIRECTORY ? entry.path() + "/" : entry.path());
        byte[] target = entry.linkTarget().map(TarEncoder::utf8).orElse(NOTHING);
        int slash = splitOf(path);
        boolean pathFits = slash >= 0 && isAscii(path);
        boolean targetFits = target.length <= LONGEST_NAME && isAscii(target);

        Map<String, byte[]> pax = new TreeMap<>();
        if (!pathFits) {
            pax.put("path", path);
        }
        if (!targetFits) {
            pax.put("linkpath", target);
        }
        long size = fitOrPax(pax, "size", entry.size(), LARGEST_SIZE);
        long uid = fitOrPax(pax, "uid", entry.uid(), LARGEST_ID);
        long gid = fitOrPax(pax, "gid", entry.gid(), LARGEST_ID);
        long time = fitOrPax(pax, "mtime", mtime, LARGEST_SIZE);
        for (Map.Entry<String, String> attribute : entry.extendedAttributes().entrySet()) {
            pax.put(PaxHeader.ATTRIBUTE_PREFIX + attribute.getKey(), latin1(attribute.getValue()));
        }

        byte[] records = records(pax);
        int start = records.length == 0 ? 0 : TarHeader.SIZE + records.length + TarHeader.padding(records.length);
        byte[] blocks = new byte[start + TarHeader.SIZE];
        if (start > 0) {
            put(blocks, 0, PAX_NAME);
            fields(blocks, 0, 'x', 0644, 0, 0, records.length, time);
            put(blocks, TarHeader.SIZE, records);
        }
        if (pathFits && slash > 0) {
            put(blocks, start + 345, Arrays.copyOf(path, slash));
            put(blocks, start, Arrays.copyOfRange(path, slash + 1, path.length));
        } else {
            put(blocks, start, pathFits ? path : cut(path));
        }
        put(blocks, start + 157, targetFits ? target : cut(target));
        fields(blocks, start, entry.type().flag(), entry.mode(), uid, gid, size, time);
        return blocks;
    }

    /** Returns 0 for a path that the name field holds, where to cut one that needs the prefix field too, or -1. */
    private static int splitOf(byte[] path) {
        if (path.length <= LONGEST_NAME) {
            return 0;
        }
        // The first slash that leaves a name of at most 100 bytes, and not the one that ends a directory's path.
        for (int i = path.length - 1 - LONGEST_NAME; i <= Math.min(LONGEST_PREFIX, path.length - 2); i++) {
            if (path[i] == '/') {
                return i;
            }
        }
        return -1;
    }

    /** Returns the number, or 0 after noting it for the PAX header. */
    private static long fitOrPax(Map<String, byte[]> pax, String key, long number, long largest) {
        if (number >= 0 && number <= largest) {
            return number;
        }
        pax.put(key, ascii(Long.toString(number)));
        return 0;
    }

    /** Returns records {@code LENGTH KEY=VALUE}, each ended by a line feed; the length counts its own digits. */
    private static byte[] records(Map<String, byte[]> pax) {
        if (pax.isEmpty()) {
            return NOTHING;
        }
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        pax.forEach((key, value) -> {
            int rest = key.length() + value.length + 3;
            int length = rest + Integer.toString(rest).length();
            length = rest + Integer.toString(length).length();
            records.writeBytes(latin1(length + " " + key + "="));
            records.writeBytes(value);
            records.write('\n');
        });
        return records.toByteArray();
    }

    private static void fields(
            byte[] blocks, int start, char type, int mode, long uid, long gid, long size, long time) {
        octal(blocks, start + 100, 7, mode);
        octal(blocks, start + 108, 7, uid);
        octal(blocks, start + 116, 7, gid);
        octal(blocks, start + 124, 11, size);
        octal(blocks, start + 136, 11, time);
        blocks[start + 156] = (byte) type;
        put(blocks, start + 257, MAGIC_AND_VERSION);
        octal(blocks, start + 329, 7, 0);
        octal(blocks, start + 337, 7, 0);
        checksum(blocks, start);
    }

    /** The sum of all bytes, taken with blanks in its own field. */
    private static void checksum(byte[] blocks, int start) {
        int sum = 8 * ' ';
        for (int i = start; i < start + TarHeader.SIZE; i++) {
            sum += blocks[i] & 0xff;
        }
        octal(blocks, start + 148, 6, sum);
        blocks[start + 155] = ' ';
    }

    /** Writes digits; the NUL behind them is there already. */
    private static void octal(byte[] blocks, int offset, int digits, long number) {
        long left = number;
        for (int i = offset + digits - 1; i >= offset; i--) {
            blocks[i] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
    }

    /** What readers without PAX see of a text that does not fit: its beginning, in whole characters. */
    private static byte[] cut(byte[] text) {
        int end = Math.min(text.length, LONGEST_NAME);
        while (end < text.length && (text[end] & 0xc0) == 0x80) {
            end--;
        }
        // A slash at the end would make a directory of a file.
        while (end > 1 && text[end - 1] == '/') {
            end--;
        }
        return Arrays.copyOf(text, end);
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static void put(byte[] blocks, int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, blocks, offset, bytes.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the bytes of a text that has one character a byte. */
    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
