// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** The two alphabets of a block: literals with lengths, and distances (RFC 1951, section 3.2.5). */
final class Symbols {
    static final int SHORTEST_MATCH = 3;
    static final int LONGEST_MATCH = 258;
    static final int FARTHEST_MATCH = 32 * 1024;

    static final int END_OF_BLOCK = 256;
    /** How many literals and lengths there are. */
    static final int LITERALS = 286;
    /** How many distances there are. */
    static final int DISTANCES = 30;

    private static final int FIRST_LENGTH = 257;
    private static final byte[] LENGTH_SYMBOL = new byte[LONGEST_MATCH + 1];
    private static final byte[] LENGTH_EXTRA_BITS = new byte[LITERALS];
    private static final short[] LENGTH_BASE = new short[LITERALS];

    static {
        int length = SHORTEST_MATCH;
        for (int symbol = FIRST_LENGTH; symbol < LITERALS - 1; symbol++) {
            int extraBits = Math.max(0, (symbol - FIRST_LENGTH) / 4 - 1);
            LENGTH_EXTRA_BITS[symbol] = (byte) extraBits;
            LENGTH_BASE[symbol] = (short) length;
            for (int i = 0; i < 1 << extraBits && length <= LONGEST_MATCH; i++) {
                LENGTH_SYMBOL[length++] = (byte) (symbol - FIRST_LENGTH);
            }
        }
        // The longest match has a symbol of its own, though the one in front could express it.
        LENGTH_SYMBOL[LONGEST_MATCH] = (byte) (LITERALS - 1 - FIRST_LENGTH);
        LENGTH_BASE[LITERALS - 1] = LONGEST_MATCH;
    }

    private Symbols() {}

    static int ofLength(int length) {
        return FIRST_LENGTH + LENGTH_SYMBOL[length];
    }

    static int lengthExtraBits(int symbol) {
        return LENGTH_EXTRA_BITS[symbol];
    }

    static int lengthBase(int symbol) {
        return LENGTH_BASE[symbol];
    }

    /** From 5 on, two symbols share each power of two: they are told by the bit after the highest one. */
    static int ofDistance(int distance) {
        int offset = distance - 1;
        if (offset < 2) {
            return offset;
        }
        int highest = 31 - Integer.numberOfLeadingZeros(offset);
        return 2 * highest + (offset >>> (highest - 1) & 1);
    }

    static int distanceExtraBits(int symbol) {
        return Math.max(0, symbol / 2 - 1);
    }
}
