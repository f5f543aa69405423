// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.util.Arrays;

/** How often each symbol occurs in a stretch of sequences, and so how many bits the stretch will take. */
final class SymbolCounts {
    final int[] literals = new int[Symbols.LITERALS];
    final int[] distances = new int[Symbols.DISTANCES];
    private long extraBits;
    private int bytes;

    void clear() {
        Arrays.fill(literals, 0);
        Arrays.fill(distances, 0);
        extraBits = 0;
        bytes = 0;
    }

    /**
     * Counts sequences.
     *
     * @param at where the first one's literals begin
     * @param first the first of them
     * @param end the one after the last
     */
    void add(byte[] data, int at, Sequences sequences, int first, int end) {
        int from = at;
        for (int next = first; next < end; next++) {
            long sequence = sequences.get(next);
            int match = from + Sequences.literals(sequence);
            for (; from < match; from++) {
                literals[data[from] & 0xff]++;
            }
            int length = Sequences.length(sequence);
            if (length > 0) {
                int lengthSymbol = Symbols.ofLength(length);
                int distanceSymbol = Symbols.ofDistance(Sequences.distance(sequence));
                literals[lengthSymbol]++;
                distances[distanceSymbol]++;
                extraBits += Symbols.lengthExtraBits(lengthSymbol) + Symbols.distanceExtraBits(distanceSymbol);
                from += length;
            }
        }
        bytes += from - at;
    }

    /** Becomes the sum of two. */
    void sum(SymbolCounts first, SymbolCounts second) {
        for (int i = 0; i < literals.length; i++) {
            literals[i] = first.literals[i] + second.literals[i];
        }
        for (int i = 0; i < distances.length; i++) {
            distances[i] = first.distances[i] + second.distances[i];
        }
        extraBits = first.extraBits + second.extraBits;
        bytes = first.bytes + second.bytes;
    }

    /** Returns how many bytes of the input it covers. */
    int bytes() {
        return bytes;
    }

    /** Returns how many bits follow the symbols themselves. */
    long extraBits() {
        return extraBits;
    }

    /** Returns how many bits the stretch takes with codes that fit it exactly, without their description. */
    long entropy() {
        return extraBits + (entropy(literals) + entropy(distances) >> Log2.SHIFT);
    }

    /** Returns how many bits symbols take that occur so often, shifted left by {@link Log2#SHIFT}. */
    static long entropy(int[] counts) {
        long sum = 0;
        int total = 0;
        for (int count : counts) {
            sum += Log2.times(count);
            total += count;
        }
        return Log2.times(total) - sum;
    }
}
