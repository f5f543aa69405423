// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.layer.LayerFault.Kind;
import java.nio.charset.StandardCharsets;

/**
 * The paths of a tar, and the rules that they follow in a layer (layer.md): relative, without {@code ..}, each there
 * once, and none beneath a path that is no directory.
 *
 * <p>It keeps 64-bit hashes instead of names. Equal paths have equal hashes, so no duplicate gets through; a million
 * different paths are wrongly refused with a chance of one in 37 million.
 */
final class TarPaths {
    private static final int LONGEST_SHOWN = 200;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final String ROOT_RULE = ": a layer's paths are relative to its root (layer.md)";

    private final LayerFault.Listener faults;
    private final int mostHashes;
    private final LongSet paths = new LongSet();
    /** The directories, and everything that has something beneath it, listed itself or not. */
    private final LongSet parents = new LongSet();

    private final LongSet symbolicLinks = new LongSet();
    /** The paths that whiteouts remove from the layers beneath. */
    private final LongSet removed = new LongSet();

    private final Whiteouts whiteouts;
    private boolean full;

    /**
     * Makes an empty set.
     *
     * @param faults is told what breaks a rule
     * @param mostHashes how many hashes are kept at most; what comes later is no longer compared with what came before
     */
    TarPaths(LayerFault.Listener faults, int mostHashes) {
        this.faults = faults;
        this.mostHashes = mostHashes;
        this.whiteouts = new Whiteouts(faults);
    }

    /**
     * Adds an entry.
     *
     * @param path as it stands in the tar; {@code ./a}, {@code a//b} and {@code a/} name what {@code a}, {@code a/b}
     *     and {@code a} name
     * @param type its type flag
     * @param size the length of its content
     */
    void add(String path, char type, long size) {
        checkInside("the path", path, Kind.ABSOLUTE_PATH, Kind.PATH_WITH_DOTS);
        if (isFull()) {
            return;
        }
        long hash = FNV_OFFSET;
        long parent = FNV_OFFSET;
        int nameStart = 0;
        int nameEnd = 0;
        for (int start = 0; start < path.length(); start = endOfName(path, start) + 1) {
            int end = endOfName(path, start);
            if (isNoName(path, start, end)) {
                continue;
            }
            if (hash != FNV_OFFSET) {
                addParent(hash, path);
            }
            parent = hash;
            hash = step(hash, path, start, end);
            nameStart = start;
            nameEnd = end;
        }
        if (!paths.add(hash)) {
            report(
                    Kind.DUPLICATE_PATH,
                    "the path " + shown(path) + " is there twice: a layer holds each path once (layer.md)");
        } else if (!mayBeDirectory(type, path)) {
            addNoDirectory(hash, path, type);
        }
        if (mayBeDirectory(type, path)) {
            checkNotRemoved(hash, path);
            parents.add(hash);
        }
        String name = path.substring(nameStart, Math.min(nameEnd, nameStart + Whiteouts.OPAQUE.length() + 1));
        whiteouts.entry(parent, name, path, type, size);
        if (Whiteouts.removesOne(name)) {
            addRemoved(step(parent, path, nameStart + Whiteouts.PREFIX.length(), nameEnd), path);
        }
    }

    /**
     * Returns whether a path was added.
     *
     * @param path one character a byte, as it stands in a tar
     */
    boolean contains(String path) {
        return paths.contains(hash(path));
    }

    private boolean isFull() {
        if (!full && (long) paths.size() + parents.size() + symbolicLinks.size() >= mostHashes) {
            full = true;
            report(
                    Kind.LIMIT,
                    "after " + paths.size() + " entries the rest is not compared with them: more than " + mostHashes
                            + " paths and folders are not kept in memory");
        }
        return full;
    }

    private void addParent(long hash, String path) {
        if (symbolicLinks.contains(hash)) {
            report(
                    Kind.BENEATH_LINK,
                    "the path " + shown(path) + " lies beneath a symbolic link of the same tar:"
                            + " put it where the link leads");
        }
        checkNotRemoved(hash, path);
        if (parents.add(hash) && paths.contains(hash) && !symbolicLinks.contains(hash)) {
            report(
                    Kind.BENEATH_FILE,
                    "the path " + shown(path) + " lies beneath an entry of the same tar that is no directory");
        }
    }

    /** A file or link in the place of what is removed is the same for all readers, a directory is not. */
    private void checkNotRemoved(long hash, String path) {
        if (removed.contains(hash)) {
            report(
                    Kind.REMOVED_AND_ADDED,
                    "the path " + shown(path) + " is, or lies in, a directory that a whiteout of the same tar removes");
        }
    }

    private void addRemoved(long hash, String path) {
        if (parents.contains(hash)) {
            report(
                    Kind.REMOVED_AND_ADDED,
                    "the whiteout " + shown(path) + " removes a directory that the same tar has");
        }
        removed.add(hash);
    }

    private void addNoDirectory(long hash, String path, char type) {
        boolean hasSomethingBeneath = hash == FNV_OFFSET || parents.contains(hash);
        if (type == '2') {
            symbolicLinks.add(hash);
            if (hasSomethingBeneath) {
                report(
                        Kind.BENEATH_LINK,
                        "the symbolic link " + shown(path) + " has entries of the same tar beneath it:"
                                + " put them where the link leads");
            }
        } else if (hasSomethingBeneath) {
            report(
                    Kind.BENEATH_FILE,
                    "the path " + shown(path) + " is no directory, and has entries of the same tar beneath it");
        }
    }

    /** Of types that nobody knows some are directories, for example in incremental backups of GNU tar. */
    private static boolean mayBeDirectory(char type, String path) {
        return switch (type) {
            case '1', '2', '3', '4', '6' -> false;
            case '\0', '0', '7', 'S' -> path.endsWith("/");
            default -> true;
        };
    }

    /** Checks the target of a hard link, which is a path as any other. */
    void checkHardLink(String path, String target) {
        boolean inside = checkInside(
                "the target of the hard link " + shown(path) + ",",
                target,
                Kind.HARD_LINK_OUTSIDE,
                Kind.HARD_LINK_OUTSIDE);
        if (inside && hash(path) == hash(target)) {
            report(Kind.HARD_LINK_TO_ITSELF, "the hard link " + shown(path) + " leads to itself");
        } else if (inside && !full && !contains(target)) {
            report(
                    Kind.HARD_LINK_ELSEWHERE,
                    "the hard link " + shown(path) + " leads to " + shown(target)
                            + ", which is no earlier entry of this layer");
        }
    }

    /**
     * Checks that a path stays inside the root.
     *
     * @param what what the path is, for the message
     * @return whether it does
     */
    boolean checkInside(String what, String path, Kind ifAbsolute, Kind ifDots) {
        if (path.isEmpty()) {
            report(ifAbsolute, what + " of an entry is empty");
            return false;
        }
        if (path.charAt(0) == '/') {
            report(ifAbsolute, what + " " + shown(path) + " is absolute" + ROOT_RULE);
            return false;
        }
        for (int start = 0; start < path.length(); start = endOfName(path, start) + 1) {
            if (isDots(path, start, endOfName(path, start), 2)) {
                report(ifDots, what + " " + shown(path) + " has '..' in it" + ROOT_RULE);
                return false;
            }
        }
        return true;
    }

    private void report(Kind kind, String message) {
        faults.found(new LayerFault(kind, message));
    }

    private static long hash(String path) {
        long hash = FNV_OFFSET;
        for (int start = 0; start < path.length(); start = endOfName(path, start) + 1) {
            int end = endOfName(path, start);
            hash = isNoName(path, start, end) ? hash : step(hash, path, start, end);
        }
        return hash;
    }

    static int endOfName(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }

    /** Nothing between two slashes, and a single dot, name no step. */
    static boolean isNoName(String path, int start, int end) {
        return end == start || isDots(path, start, end, 1);
    }

    static boolean isDots(String path, int start, int end, int count) {
        return end - start == count && path.charAt(start) == '.' && path.charAt(end - 1) == '.';
    }

    /** FNV-1a, a name at a time, so that the hashes of all parents come by the way. */
    private static long step(long parent, String path, int start, int end) {
        long hash = parent == FNV_OFFSET ? parent : (parent ^ '/') * FNV_PRIME;
        for (int i = start; i < end; i++) {
            hash = (hash ^ path.charAt(i)) * FNV_PRIME;
        }
        return hash;
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
