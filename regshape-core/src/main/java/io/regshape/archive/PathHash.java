// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import java.util.Arrays;

/** A path in the form in which {@link BaseFiles} knows it: a 64-bit hash of it and of every directory above. */
final class PathHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The hash of the root, then those of the directories on the way, then that of the path. */
    private final long[] hashes;

    private final String lastName;

    private PathHash(long[] hashes, String lastName) {
        this.hashes = hashes;
        this.lastName = lastName;
    }

    /**
     * Hashes a path; {@code /a/b}, {@code ./a//b} and {@code a/b/} are {@code a/b}.
     *
     * @param path the path, one character a byte
     */
    static PathHash of(String path) {
        String[] names = path.split("/", -1);
        long[] hashes = new long[names.length + 1];
        hashes[0] = FNV_OFFSET;
        int depth = 0;
        String lastName = "";
        for (String name : names) {
            if (!name.isEmpty() && !name.equals(".")) {
                hashes[depth + 1] = step(hashes[depth], name);
                depth++;
                lastName = name;
            }
        }
        return new PathHash(Arrays.copyOf(hashes, depth + 1), lastName);
    }

    /** FNV-1a; the separator comes first, so that no two paths are the same text. */
    private static long step(long parent, String name) {
        long hash = (parent ^ '/') * FNV_PRIME;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** Returns the number of names in the path, 0 for the root. */
    int depth() {
        return hashes.length - 1;
    }

    /** Returns the name in its directory, empty for the root. */
    String lastName() {
        return lastName;
    }

    /** Returns the hash of the path. */
    long hash() {
        return hashes[depth()];
    }

    /**
     * Returns the hash of a directory above, or of the path.
     *
     * @param depth the number of its names
     */
    long hash(int depth) {
        return hashes[depth];
    }

    /** Returns the hash of another name in the same directory. */
    long sibling(String name) {
        return step(hashes[depth() - 1], name);
    }
}
