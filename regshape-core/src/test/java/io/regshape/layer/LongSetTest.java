// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.testing.RandomSeed;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongSetTest {

    @Test
    void behavesLikeAHashSet() {
        Random random = new Random(RandomSeed.of(getClass()));
        LongSet set = new LongSet();
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextBoolean() ? random.nextInt(40_000) : (long) random.nextInt(40_000) << 32;
            assertThat(set.contains(number)).isEqualTo(expected.contains(number));
            assertThat(set.add(number)).isEqualTo(expected.add(number));
        }
    }
}
