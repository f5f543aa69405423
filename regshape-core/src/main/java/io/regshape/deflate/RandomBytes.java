// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.util.Arrays;

/** Tells data that a Huffman code hardly makes shorter from other data, by a look at some of the bytes. */
final class RandomBytes {
    /** Odd, so that of numbers in a row, it is not always the same byte that is looked at. */
    private static final int STRIDE = 7;

    private final int leastSavingShift;
    private final int[] counts = new int[256];

    /**
     * Makes a test.
     *
     * @param leastSavingShift what can be saved has to be more than a part: 2 to the power of minus that
     */
    RandomBytes(int leastSavingShift) {
        this.leastSavingShift = leastSavingShift;
    }

    /** Returns whether a stretch looks random, going by every seventh byte. */
    boolean looksRandom(byte[] data, int from, int count) {
        Arrays.fill(counts, 0);
        for (int i = from; i < from + count; i += STRIDE) {
            counts[data[i] & 0xff]++;
        }
        long stored = Byte.SIZE * ((count + STRIDE - 1L) / STRIDE);
        return SymbolCounts.entropy(counts) >> Log2.SHIFT >= stored - (stored >> leastSavingShift);
    }
}
