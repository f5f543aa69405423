// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/**
 * A piece of the input as a list of sequences: some literals, then a match. The last one has no match.
 *
 * <p>The literals themselves stay in the input. A sequence is a long: the number of literals, 32 bits; the length of
 * the match, 16 bits, 0 for none; its distance, 16 bits.
 */
final class Sequences {
    private final long[] packed;
    private int count;

    /** Makes room for what a piece of that many bytes can become. */
    Sequences(int bytes) {
        this.packed = new long[bytes / Symbols.SHORTEST_MATCH + 1];
    }

    void clear() {
        count = 0;
    }

    void add(int literals, int length, int distance) {
        packed[count++] = (long) literals << 32 | (long) length << 16 | distance;
    }

    int count() {
        return count;
    }

    long get(int index) {
        return packed[index];
    }

    static int literals(long sequence) {
        return (int) (sequence >>> 32);
    }

    static int length(long sequence) {
        return (int) sequence >>> 16;
    }

    static int distance(long sequence) {
        return (int) sequence & 0xffff;
    }
}
