// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.util.Arrays;

/**
 * Looks at all places with the same hash, the nearest first, up to a number of them. Slower than {@link BucketFinder},
 * and finds more.
 */
final class ChainFinder implements MatchFinder {
    private static final int HASH_BITS = 15;
    private static final int HASH_FACTOR = 0x9E3779B1;
    private static final int MASK = Symbols.FARTHEST_MATCH - 1;

    /** A match of three bytes is worth while only near by: farther away its distance takes too many bits. */
    private static final int FARTHEST_OF_THREE = 4 * 1024;

    /** By the hash of four bytes: the last position. An old or empty one is no harm: bytes are compared. */
    private final int[] heads = new int[1 << HASH_BITS];
    /** By position: the one before with the same hash. */
    private final int[] previous = new int[Symbols.FARTHEST_MATCH];
    /** By the hash of three bytes: the last position. */
    private final int[] threes = new int[1 << HASH_BITS];

    private final int depth;
    private final int goodLength;

    private byte[] data = {};
    private int window;
    private int to;
    private int distance;

    /**
     * Makes a finder.
     *
     * @param depth how many places are looked at
     * @param goodLength a match of this length is taken without a look at other places and positions
     */
    ChainFinder(int depth, int goodLength) {
        this.depth = depth;
        this.goodLength = goodLength;
    }

    @Override
    public void find(byte[] data, int window, int from, int to, Sequences sequences) {
        this.data = data;
        this.window = window;
        this.to = to;
        Arrays.fill(heads, 0);
        Arrays.fill(threes, 0);
        int lastHashed = to - Integer.BYTES;
        for (int i = window; i < Math.min(from, lastHashed + 1); i++) {
            remember(i);
        }
        int literals = from;
        int at = from;
        while (at <= lastHashed) {
            int length = search(at, Symbols.SHORTEST_MATCH - 1);
            if (length < Symbols.SHORTEST_MATCH) {
                at++;
                continue;
            }
            int match = at;
            int matchDistance = distance;
            // Lazy matching: as long as the next position has a longer match, take that.
            while (length < goodLength && match < lastHashed) {
                at = match + 1;
                int next = search(at, length);
                if (next <= length) {
                    break;
                }
                match = at;
                length = next;
                matchDistance = distance;
            }
            sequences.add(match - literals, length, matchDistance);
            literals = match + length;
            for (int i = at + 1; i < Math.min(literals, lastHashed + 1); i++) {
                remember(i);
            }
            at = literals;
        }
        sequences.add(to - literals, 0, 0);
    }

    /** Looks for a match that is longer than a given length, and remembers the position. */
    private int search(int at, int longerThan) {
        int length = longerThan;
        int most = Math.min(Symbols.LONGEST_MATCH, to - at);
        int enough = Math.min(most, goodLength);
        int oldest = Math.max(window, at - Symbols.FARTHEST_MATCH);
        int word = Words.getInt(data, at);
        int three = threes[hash(word << 8)];
        int candidate = heads[hash(word)];
        remember(at, word);
        if (length < Symbols.SHORTEST_MATCH && three >= Math.max(oldest, at - FARTHEST_OF_THREE)) {
            if ((Words.getInt(data, three) ^ word) << 8 == 0) {
                length = Words.commonLength(data, three, at, Symbols.SHORTEST_MATCH, most);
                distance = at - three;
            }
        }
        for (int left = depth; left > 0 && candidate >= oldest && length < enough; left--) {
            // The last byte of a longer match tells most places apart.
            if (data[candidate + length] == data[at + length] && Words.getInt(data, candidate) == word) {
                int common = Words.commonLength(data, candidate, at, Integer.BYTES, most);
                if (common > length) {
                    length = common;
                    distance = at - candidate;
                }
            }
            int next = previous[candidate & MASK];
            if (next >= candidate) {
                break;
            }
            candidate = next;
        }
        return length;
    }

    private static int hash(int bytes) {
        return bytes * HASH_FACTOR >>> Integer.SIZE - HASH_BITS;
    }

    private void remember(int at) {
        remember(at, Words.getInt(data, at));
    }

    private void remember(int at, int word) {
        int hash = hash(word);
        previous[at & MASK] = heads[hash];
        heads[hash] = at;
        threes[hash(word << 8)] = at;
    }
}
