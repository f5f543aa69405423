// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomBytesTest {
    private final RandomBytes random = new RandomBytes(4);

    @Test
    void knowsRandomBytes() {
        byte[] bytes = new byte[9_000];
        new Random(1).nextBytes(bytes);
        assertThat(random.looksRandom(bytes, 800, 8_192)).isTrue();
    }

    @Test
    void knowsBytesOfSevenBits() {
        byte[] bytes = new byte[8_192];
        new Random(2).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 0x7f;
        }
        assertThat(random.looksRandom(bytes, 0, bytes.length)).isFalse();
    }

    /** Of numbers in a row the lowest byte may be random and the others not, whichever byte is the first. */
    @Test
    void looksAtEveryByteOfNumbers() {
        byte[] bytes = new byte[8_192 + 8];
        Random numbers = new Random(3);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 8 == 0 ? numbers.nextInt(256) : 200 + numbers.nextInt(20));
        }
        for (int from = 0; from < 8; from++) {
            assertThat(random.looksRandom(bytes, from, 8_192))
                    .as("from " + from)
                    .isFalse();
        }
    }

    @Test
    void forgetsWhatItSawBefore() {
        byte[] bytes = new byte[8_192];
        assertThat(random.looksRandom(bytes, 0, bytes.length)).isFalse();
        new Random(4).nextBytes(bytes);
        assertThat(random.looksRandom(bytes, 0, bytes.length)).isTrue();
    }
}
