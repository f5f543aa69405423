// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an extended header (POSIX pax) says about where the next entry lies and how long it is; the rest is not looked
 * at.
 *
 * @param path the entry's path, or null
 * @param linkPath the target of a link, or null
 * @param sparsePath the path of a GNU sparse file, whose {@code path} is a stand-in then, or null
 * @param size the size of the content, if it is said
 */
record PaxHeader(
        @Nullable String path,
        @Nullable String linkPath,
        @Nullable String sparsePath,
        OptionalLong size) {
    /** What a header without any of it says. */
    static final PaxHeader NOTHING = new PaxHeader(null, null, null, OptionalLong.empty());

    /**
     * Reads records of the form {@code LENGTH KEY=VALUE}, each ended by a line feed; the last of a key counts.
     *
     * @param text the records, one character a byte
     */
    static PaxHeader parse(String text) throws TarFault {
        PaxHeader header = NOTHING;
        int at = 0;
        while (at < text.length()) {
            int space = text.indexOf(' ', at);
            long length = space < 0 ? -1 : decimal(text.substring(at, space));
            if (length < 1 || length > text.length() - at || text.charAt(at + (int) length - 1) != '\n') {
                throw new TarFault("a record of a PAX header has a wrong length");
            }
            int end = at + (int) length - 1;
            int equals = text.indexOf('=', space);
            if (equals < 0 || equals > end) {
                throw new TarFault("a record of a PAX header has no '='");
            }
            header = header.with(text.substring(space + 1, equals), text.substring(equals + 1, end));
            at = end + 1;
        }
        return header;
    }

    private PaxHeader with(String key, String value) throws TarFault {
        return switch (key) {
            case "path" -> new PaxHeader(withoutNul(key, value), linkPath, sparsePath, size);
            case "linkpath" -> new PaxHeader(path, withoutNul(key, value), sparsePath, size);
            case "GNU.sparse.name" -> new PaxHeader(path, linkPath, withoutNul(key, value), size);
            case "size" -> new PaxHeader(path, linkPath, sparsePath, OptionalLong.of(size(value)));
            default -> this;
        };
    }

    private static String withoutNul(String key, String value) throws TarFault {
        if (value.indexOf(0) >= 0) {
            throw new TarFault("the " + key + " " + TarPaths.shown(value) + " of a PAX header has a NUL in it");
        }
        return value;
    }

    private static long size(String value) throws TarFault {
        long size = decimal(value);
        if (size < 0 || size > TarHeader.LARGEST) {
            throw new TarFault("the size " + TarPaths.shown(value) + " of a PAX header is no valid number");
        }
        return size;
    }

    /** Returns the number, or -1 when it is none or has more than 18 digits. */
    private static long decimal(String text) {
        boolean digits = text.length() <= 18 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : -1;
    }
}
