// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.layer.TarEntry;
import java.util.List;
import java.util.Optional;

/**
 * What {@link BaseFiles} knows of a path, packed into a number: 16 bits for the layer that put it there, 16 for the last
 * layer that cleared what lies beneath it, 12 for the mode, 3 for the type. Zero knows nothing; layers count from 1.
 *
 * <p>So a whole tree is removed in one step: what layers beneath the clearing one put there is not there any more.
 */
final class Node {
    private static final int CLEARED = 16;
    private static final int MODE = 32;
    private static final int TYPE = 44;
    private static final long SIXTEEN_BITS = 0xffff;
    /** What is none of these is a device or a pipe. */
    private static final List<TarEntry.Type> TYPES =
            List.of(TarEntry.Type.FILE, TarEntry.Type.DIRECTORY, TarEntry.Type.SYMBOLIC_LINK, TarEntry.Type.HARD_LINK);

    private static final int OTHER = 7;

    private Node() {}

    /** Returns a node at which something lies. */
    static long with(long node, Optional<TarEntry.Type> type, int mode, int layer) {
        long kept = node & SIXTEEN_BITS << CLEARED;
        long typeNumber = type.map(known -> TYPES.indexOf(known) + 1).orElse(OTHER);
        return kept | typeNumber << TYPE | (long) mode << MODE | layer;
    }

    /** Returns a node at which nothing lies. */
    static long without(long node) {
        return node & SIXTEEN_BITS << CLEARED;
    }

    /** Returns a node beneath which nothing is left of the layers below the given one. */
    static long clearedBelow(long node, int layer) {
        return node & ~(SIXTEEN_BITS << CLEARED) | (long) layer << CLEARED;
    }

    static boolean isThere(long node) {
        return node >>> TYPE != 0;
    }

    static int layer(long node) {
        return (int) (node & SIXTEEN_BITS);
    }

    static int clearedIn(long node) {
        return (int) (node >>> CLEARED & SIXTEEN_BITS);
    }

    static int mode(long node) {
        return (int) (node >>> MODE) & 07777;
    }

    static Optional<TarEntry.Type> type(long node) {
        int number = (int) (node >>> TYPE);
        return number == 0 || number == OTHER ? Optional.empty() : Optional.of(TYPES.get(number - 1));
    }
}
