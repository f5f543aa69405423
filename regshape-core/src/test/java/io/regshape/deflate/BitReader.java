// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** Reads what {@link BitWriter} wrote, one bit after the other, as RFC 1951 says it: slow, and plain. */
final class BitReader {
    private final byte[] bytes;
    private int at;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a number, its lowest bit first (section 3.1.1). */
    int number(int bits) {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number |= bit() << i;
        }
        return number;
    }

    /** Returns a symbol, its code's first bit first (section 3.1.1), by the codes that section 3.2.2 makes of lengths. */
    int symbol(int[] lengths) {
        int code = 0;
        int first = 0;
        for (int length = 1; length <= 15; length++) {
            code = code << 1 | bit();
            first <<= 1;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length && first++ == code) {
                    return symbol;
                }
            }
        }
        throw new AssertionError("no such code: " + code);
    }

    /** Returns how many bits were read. */
    int position() {
        return at;
    }

    private int bit() {
        int bit = bytes[at >> 3] >> (at & 7) & 1;
        at++;
        return bit;
    }
}
