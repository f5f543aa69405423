// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** Logarithms in integers: what the JDK's floating point gives may differ in the last bit from one to the next. */
final class Log2 {
    /** How many bits of a result stand behind the point. */
    static final int SHIFT = 12;

    private static final int INDEX_BITS = 8;
    private static final int[] FRACTION = new int[1 << INDEX_BITS];

    static {
        for (int i = 0; i < FRACTION.length; i++) {
            FRACTION[i] = fraction((1L << 30) + ((long) i << 30 - INDEX_BITS));
        }
    }

    private Log2() {}

    /** Squares a number between 1 and 2 over and over: each time it reaches 2 is a bit of its logarithm. */
    private static int fraction(long number) {
        long square = number;
        int result = 0;
        for (int bit = 0; bit < SHIFT; bit++) {
            square = square * square >>> 30;
            result <<= 1;
            if (square >= 1L << 31) {
                square >>>= 1;
                result |= 1;
            }
        }
        return result;
    }

    /** Returns {@code count * log2(count)}, which is 0 for 0. */
    static long times(int count) {
        if (count < 2) {
            return 0;
        }
        int zeros = Integer.numberOfLeadingZeros(count);
        int index = count << zeros >>> 31 - INDEX_BITS & (1 << INDEX_BITS) - 1;
        return (long) count * ((31 - zeros << SHIFT) + FRACTION[index]);
    }
}
