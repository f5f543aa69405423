// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the two tables of RFC 1951, section 3.2.5. */
class SymbolsTest {
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRA_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCES = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    private static final int[] DISTANCE_EXTRA_BITS = {
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13
    };

    /** Returns the distance that a symbol and the extra bits behind it stand for. */
    static int distance(int symbol, BitReader in) {
        return DISTANCES[symbol] + in.number(DISTANCE_EXTRA_BITS[symbol]);
    }

    @Test
    void knowsTheSymbolOfEachLength() {
        int index = 0;
        for (int length = 3; length <= 258; length++) {
            if (index + 1 < LENGTHS.length && length == LENGTHS[index + 1]) {
                index++;
            }
            int symbol = Symbols.ofLength(length);
            assertThat(symbol).as("of %d", length).isEqualTo(257 + index);
            assertThat(Symbols.lengthBase(symbol)).isEqualTo(LENGTHS[index]);
            assertThat(Symbols.lengthExtraBits(symbol)).isEqualTo(LENGTH_EXTRA_BITS[index]);
        }
        assertThat(index).isEqualTo(Symbols.LITERALS - 258);
    }

    @Test
    void knowsTheSymbolOfEachDistance() {
        int index = 0;
        for (int distance = 1; distance <= 32_768; distance++) {
            if (index + 1 < DISTANCES.length && distance == DISTANCES[index + 1]) {
                index++;
            }
            assertThat(Symbols.ofDistance(distance)).as("of %d", distance).isEqualTo(index);
        }
        assertThat(index).isEqualTo(Symbols.DISTANCES - 1);
    }

    @Test
    void knowsTheExtraBitsOfEachDistance() {
        for (int symbol = 0; symbol < DISTANCES.length; symbol++) {
            assertThat(Symbols.distanceExtraBits(symbol)).isEqualTo(DISTANCE_EXTRA_BITS[symbol]);
        }
    }
}
