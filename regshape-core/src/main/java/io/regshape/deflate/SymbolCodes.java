// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/**
 * The codes of a block, made ready for writing: an entry is the bits, shifted left by five, and how many there are.
 */
final class SymbolCodes {
    private static final int COUNT_BITS = 5;

    /** By symbol: literals, and the end of the block. */
    final int[] literals = new int[Symbols.END_OF_BLOCK + 1];
    /** By length, with the extra bits (RFC 1951, section 3.2.5). */
    final int[] lengths = new int[Symbols.LONGEST_MATCH + 1];
    /** By symbol, without the extra bits. */
    final int[] distances = new int[Symbols.DISTANCES];

    void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
        for (int symbol = 0; symbol < literals.length; symbol++) {
            literals[symbol] = entry(literalCode.bits(symbol), literalCode.length(symbol));
        }
        for (int length = Symbols.SHORTEST_MATCH; length <= Symbols.LONGEST_MATCH; length++) {
            int symbol = Symbols.ofLength(length);
            int codeLength = literalCode.length(symbol);
            int extra = length - Symbols.lengthBase(symbol);
            lengths[length] =
                    entry(literalCode.bits(symbol) | extra << codeLength, codeLength + Symbols.lengthExtraBits(symbol));
        }
        for (int symbol = 0; symbol < distances.length; symbol++) {
            distances[symbol] = entry(distanceCode.bits(symbol), distanceCode.length(symbol));
        }
    }

    private static int entry(int bits, int count) {
        return bits << COUNT_BITS | count;
    }

    static int bits(int entry) {
        return entry >>> COUNT_BITS;
    }

    static int count(int entry) {
        return entry & (1 << COUNT_BITS) - 1;
    }
}
