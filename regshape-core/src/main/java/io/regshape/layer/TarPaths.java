// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.nio.charset.StandardCharsets;

/**
 * The paths of a tar, and the rules that they follow in a layer (layer.md): relative, without {@code ..}, each there
 * once, and none beneath a path that is a symbolic link.
 *
 * <p>It keeps 64-bit hashes instead of names. Equal paths have equal hashes, so no duplicate gets through; a million
 * different paths are wrongly refused with a chance of one in 37 million.
 */
final class TarPaths {
    private static final int LONGEST_SHOWN = 200;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final String ROOT_RULE = ": a layer's paths are relative to its root (layer.md)";

    private final LongSet paths = new LongSet();
    /** Everything that has something beneath it, listed itself or not. */
    private final LongSet parents = new LongSet();

    private final LongSet symbolicLinks = new LongSet();

    /**
     * Adds an entry.
     *
     * @param path as it stands in the tar; {@code ./a}, {@code a//b} and {@code a/} name what {@code a}, {@code a/b}
     *     and {@code a} name
     * @param symbolicLink whether the entry is a symbolic link
     */
    void add(String path, boolean symbolicLink) throws TarFault {
        checkInside("the path", path);
        long hash = FNV_OFFSET;
        for (int start = 0; start < path.length(); start = endOfName(path, start) + 1) {
            int end = endOfName(path, start);
            if (end == start || isDots(path, start, end, 1)) {
                continue;
            }
            if (hash != FNV_OFFSET) {
                addParent(hash, path);
                hash = step(hash, '/');
            }
            for (int i = start; i < end; i++) {
                hash = step(hash, path.charAt(i));
            }
        }
        if (!paths.add(hash)) {
            throw new TarFault("the path " + shown(path) + " is there twice: a layer holds each path once (layer.md)");
        }
        if (symbolicLink) {
            addSymbolicLink(hash, path);
        }
    }

    /**
     * Returns whether a path was added.
     *
     * @param path one without empty names and dots
     */
    boolean contains(String path) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < path.length(); i++) {
            hash = step(hash, path.charAt(i));
        }
        return paths.contains(hash);
    }

    private void addParent(long hash, String path) throws TarFault {
        if (symbolicLinks.contains(hash)) {
            throw new TarFault("the path " + shown(path) + " lies beneath a symbolic link of the same tar:"
                    + " put it where the link leads");
        }
        parents.add(hash);
    }

    private void addSymbolicLink(long hash, String path) throws TarFault {
        if (hash == FNV_OFFSET || parents.contains(hash)) {
            throw new TarFault("the symbolic link " + shown(path) + " has entries of the same tar beneath it:"
                    + " put them where the link leads");
        }
        symbolicLinks.add(hash);
    }

    /**
     * Checks that a path stays inside the root.
     *
     * @param what what the path is, for the message
     */
    static void checkInside(String what, String path) throws TarFault {
        if (path.isEmpty()) {
            throw new TarFault(what + " of an entry is empty");
        }
        if (path.charAt(0) == '/') {
            throw new TarFault(what + " " + shown(path) + " is absolute" + ROOT_RULE);
        }
        for (int start = 0; start < path.length(); start = endOfName(path, start) + 1) {
            if (isDots(path, start, endOfName(path, start), 2)) {
                throw new TarFault(what + " " + shown(path) + " has '..' in it" + ROOT_RULE);
            }
        }
    }

    static int endOfName(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }

    static boolean isDots(String path, int start, int end, int count) {
        return end - start == count && path.charAt(start) == '.' && path.charAt(end - 1) == '.';
    }

    /** FNV-1a, a byte at a time, so that the hashes of all parents come by the way. */
    private static long step(long hash, char next) {
        return (hash ^ next) * FNV_PRIME;
    }

    /** Returns a path, one character a byte, as {@link #quoted} returns what it says in UTF-8. */
    static String shown(String path) {
        String start = path.substring(0, Math.min(path.length(), 4 * LONGEST_SHOWN + 4));
        return quoted(new String(start.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** Returns a text for a message: quoted, control characters escaped, cut when it is long. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(LONGEST_SHOWN).forEach(c -> {
            if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > LONGEST_SHOWN ? "...'" : "'")
                .toString();
    }

    /** Format characters may reorder what a terminal shows, so they count as control characters. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
