// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequencesTest {
    private final Sequences sequences = new Sequences(600_000);

    SequencesTest() {
        sequences.add(10, 258, 32_768);
        sequences.add(262_144, 3, 1);
        sequences.add(0, 4, 65_535);
        sequences.add(5, 0, 0);
    }

    @Test
    void keepsItsParts() {
        assertThat(sequences.count()).isEqualTo(4);
        assertThat(Sequences.literals(sequences.get(0))).isEqualTo(10);
        assertThat(Sequences.length(sequences.get(0))).isEqualTo(258);
        assertThat(Sequences.distance(sequences.get(0))).isEqualTo(32_768);
        assertThat(Sequences.literals(sequences.get(1))).isEqualTo(262_144);
        assertThat(Sequences.distance(sequences.get(2))).isEqualTo(65_535);
        assertThat(Sequences.length(sequences.get(3))).isZero();
    }

    @Test
    void isEmptyOnceCleared() {
        sequences.clear();
        assertThat(sequences.count()).isZero();
        assertThat(sequences.skip(0, 1)).isZero();
    }

    @Test
    void skipsUntilEnoughIsCovered() {
        assertThat(sequences.skip(0, 0)).isZero();
        assertThat(sequences.skip(0, 268)).isEqualTo(1);
        assertThat(sequences.skip(0, 269)).as("before many literals").isEqualTo(1);
        assertThat(sequences.skip(1, 269)).as("many literals").isEqualTo(2);
        assertThat(sequences.skip(0, 262_145)).isEqualTo(2);
        assertThat(sequences.skip(2, 4)).isEqualTo(3);
        assertThat(sequences.skip(2, 1_000)).isEqualTo(4);
    }

    @Test
    void countsBytesAndLiterals() {
        assertThat(sequences.bytes(0, 4)).isEqualTo(268 + 262_147 + 4 + 5);
        assertThat(sequences.bytes(1, 3)).isEqualTo(262_147 + 4);
        assertThat(sequences.literals(0, 4)).isEqualTo(10 + 262_144 + 5);
        assertThat(sequences.literals(1, 3)).isEqualTo(262_144);
        assertThat(sequences.bytes(2, 2)).isZero();
    }
}
