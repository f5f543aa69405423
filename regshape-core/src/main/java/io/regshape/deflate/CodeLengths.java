// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.util.Arrays;

/** The description of a block's two codes: their lengths, run-length encoded (RFC 1951, section 3.2.7). */
final class CodeLengths {
    private static final int SYMBOLS = 19;
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int LONGEST_CODE = 7;

    private static final int FEWEST_LITERALS = 257;
    private static final int FEWEST_DISTANCES = 1;
    private static final int FEWEST_LENGTHS = 4;

    /** Lengths of code lengths are written in this order, so that the last ones are likely not to be needed. */
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final HuffmanCode code = new HuffmanCode(SYMBOLS, LONGEST_CODE);
    private final int[] counts = new int[SYMBOLS];
    private final byte[] lengths = new byte[Symbols.LITERALS + Symbols.DISTANCES];
    /** A symbol each, and above its five bits what its extra bits say. */
    private final short[] symbols = new short[Symbols.LITERALS + Symbols.DISTANCES];

    private int symbolCount;
    private int literals;
    private int distances;
    private int written;

    /** Encodes the lengths of two codes. */
    void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
        literals = literalCode.used(FEWEST_LITERALS);
        distances = distanceCode.used(FEWEST_DISTANCES);
        literalCode.copyLengths(literals, lengths, 0);
        distanceCode.copyLengths(distances, lengths, literals);
        encode(literals + distances);
        code.build(counts);
        written = countWritten();
    }

    private int countWritten() {
        int last = SYMBOLS - 1;
        while (last >= FEWEST_LENGTHS && code.length(ORDER[last]) == 0) {
            last--;
        }
        return last + 1;
    }

    /** The two sequences of lengths are one: a run may go from one into the other. */
    private void encode(int total) {
        Arrays.fill(counts, 0);
        symbolCount = 0;
        int at = 0;
        while (at < total) {
            int length = lengths[at];
            int run = 1;
            while (at + run < total && lengths[at + run] == length) {
                run++;
            }
            at += run;
            if (length == 0) {
                encodeZeros(run);
            } else {
                add(length, 0);
                encodeRepeats(length, run - 1);
            }
        }
    }

    private void encodeZeros(int run) {
        int left = run;
        while (left >= 11) {
            int taken = Math.min(left, 138);
            add(MANY_ZEROS, taken - 11);
            left -= taken;
        }
        if (left >= 3) {
            add(ZEROS, left - 3);
            left = 0;
        }
        for (; left > 0; left--) {
            add(0, 0);
        }
    }

    private void encodeRepeats(int length, int run) {
        int left = run;
        while (left >= 3) {
            int taken = Math.min(left, 6);
            add(REPEAT, taken - 3);
            left -= taken;
        }
        for (; left > 0; left--) {
            add(length, 0);
        }
    }

    private void add(int symbol, int extra) {
        symbols[symbolCount++] = (short) (extra << 5 | symbol);
        counts[symbol]++;
    }

    /** Returns how many bits {@link #write} writes. */
    long cost() {
        return 5
                + 5
                + 4
                + 3L * written
                + code.cost(counts)
                + 2L * counts[REPEAT]
                + 3L * counts[ZEROS]
                + 7L * counts[MANY_ZEROS];
    }

    void write(BitWriter out) {
        out.write(literals - FEWEST_LITERALS, 5);
        out.write(distances - FEWEST_DISTANCES, 5);
        out.write(written - FEWEST_LENGTHS, 4);
        for (int i = 0; i < written; i++) {
            out.write(code.length(ORDER[i]), 3);
        }
        for (int i = 0; i < symbolCount; i++) {
            int symbol = symbols[i] & 31;
            int length = code.length(symbol);
            out.write(code.bits(symbol) | symbols[i] >>> 5 << length, length + extraBits(symbol));
        }
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }
}
