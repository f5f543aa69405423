// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/**
 * A piece of the input as a list of sequences: some literals, then a match. The last one has no match, and a long run of
 * literals is several sequences without one, so that a block can end within it.
 *
 * <p>The literals themselves stay in the input. A sequence is a long: the number of literals, 32 bits; the length of
 * the match, 16 bits, 0 for none; its distance, 16 bits.
 */
final class Sequences {
    /** No sequence has more literals: as many as a chunk takes, so that a chunk can end behind any of them. */
    static final int MOST_LITERALS = 8 * 1024;

    private final long[] packed;
    private int count;

    /** Makes room for what a piece of that many bytes can become. */
    Sequences(int bytes) {
        this.packed = new long[bytes / Symbols.SHORTEST_MATCH + 1];
    }

    void clear() {
        count = 0;
    }

    /**
     * Adds a sequence.
     *
     * @param literals how many there are, maybe more than one sequence has
     */
    void add(int literals, int length, int distance) {
        int left = literals;
        for (; left > MOST_LITERALS; left -= MOST_LITERALS) {
            packed[count++] = (long) MOST_LITERALS << 32;
        }
        packed[count++] = (long) left << 32 | (long) length << 16 | distance;
    }

    int count() {
        return count;
    }

    long get(int index) {
        return packed[index];
    }

    /**
     * Returns where a chunk of the sequences ends that begins with a given one: behind the sequence with which it has
     * enough bytes, or at the end of all; and in front of a sequence whose literals are enough by themselves.
     */
    int endOfChunk(int first, int enough) {
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
