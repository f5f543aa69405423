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

    /**
     * Returns the sequence in front of which enough bytes are covered, counted from a given one; or the end; or, behind
     * others, one with so many literals that it is enough by itself.
     */
    int skip(int first, int enough) {
        int next = first;
        for (int bytes = 0; next < count && bytes < enough; next++) {
            if (next > first && literals(packed[next]) >= enough) {
                return next;
            }
            bytes += literals(packed[next]) + length(packed[next]);
        }
        return next;
    }

    /** Returns how many bytes sequences cover. */
    int bytes(int first, int end) {
        int bytes = 0;
        for (int i = first; i < end; i++) {
            bytes += literals(packed[i]) + length(packed[i]);
        }
        return bytes;
    }

    /** Returns how many of these bytes are literals. */
    int literals(int first, int end) {
        int literals = 0;
        for (int i = first; i < end; i++) {
            literals += literals(packed[i]);
        }
        return literals;
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
