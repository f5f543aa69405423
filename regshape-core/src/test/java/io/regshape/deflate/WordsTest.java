// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void hasTheFirstByteLowest() {
        byte[] bytes = {0, 1, 2, 3, 4, 5, 6, 7, (byte) 0x88, 0};
        assertThat(Words.getInt(bytes, 1)).isEqualTo(0x04030201);
        assertThat(Words.getLong(bytes, 1)).isEqualTo(0x8807060504030201L);
        byte[] target = new byte[10];
        Words.putLong(target, 1, 0x8807060504030201L);
        assertThat(target).isEqualTo(bytes);
    }

    @Test
    void countsWhatTwoPlacesHaveInCommon() {
        for (int most = 0; most <= 40; most++) {
            for (int equal = 0; equal <= 40; equal++) {
                byte[] bytes = new byte[100];
                bytes[50 + equal] = 1;
                for (int known = 0; known <= Math.min(3, Math.min(equal, most)); known++) {
                    assertThat(Words.commonLength(bytes, 5, 50, known, most))
                            .as("%d equal, at most %d, %d known", equal, most, known)
                            .isEqualTo(Math.min(equal, most));
                }
            }
        }
    }

    @Test
    void believesWhatIsKnown() {
        byte[] bytes = {1, 2, 3, 4, 9, 9, 3, 4, 5, 0};
        assertThat(Words.commonLength(bytes, 0, 4, 2, 5)).isEqualTo(4);
    }
}
