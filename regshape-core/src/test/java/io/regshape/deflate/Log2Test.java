// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class Log2Test {
    private static final double ONE = 1 << Log2.SHIFT;

    @Test
    void isExactForPowersOfTwo() {
        assertThat(Log2.times(0)).isZero();
        for (int exponent = 0; exponent <= 22; exponent++) {
            assertThat(Log2.times(1 << exponent)).isEqualTo((long) exponent << exponent + Log2.SHIFT);
        }
    }

    /** Eight bits behind the first are looked at, so numbers of nine bits lose nothing but the last bit of the result. */
    @Test
    void isExactToTheLastBitForSmallNumbers() {
        for (int count = 2; count < 512; count++) {
            double exact = Math.log(count) / Math.log(2) * ONE;
            assertThat((double) Log2.times(count) / count).isBetween(exact - 1.01, exact + 0.01);
        }
    }

    @Test
    void isNearForLargerNumbers() {
        for (int count = 512; count < 4_000_000; count += count / 100) {
            double exact = count * Math.log(count) / Math.log(2) * ONE;
            assertThat((double) Log2.times(count)).isCloseTo(exact, Offset.offset(count * ONE / 128));
        }
    }
}
