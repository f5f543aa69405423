// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private static final int MOST = Sequences.MOST_LITERALS;

    private final Sequences sequences = new Sequences(600_000);

    SequencesTest() {
        sequences.add(10, 258, 32_768);
        sequences.add(MOST, 3, 1);
        sequences.add(0, 4, 65_535);
        sequences.add(5, 0, 0);
    }

    @Test
    void keepsItsParts() {
        assertThat(sequences.count()).isEqualTo(4);
        assertThat(Sequences.literals(sequences.get(0))).isEqualTo(10);
        assertThat(Sequences.length(sequences.get(0))).isEqualTo(258);
        assertThat(Sequences.distance(sequences.get(0))).isEqualTo(32_768);
        assertThat(Sequences.literals(sequences.get(1))).isEqualTo(MOST);
        assertThat(Sequences.distance(sequences.get(2))).isEqualTo(65_535);
        assertThat(Sequences.length(sequences.get(3))).isZero();
    }

    @Test
    void isEmptyOnceCleared() {
        sequences.clear();
        assertThat(sequences.count()).isZero();
        assertThat(sequences.endOfChunk(0, 1)).isZero();
    }

    @Test
    void dividesMoreLiteralsThanASequenceHas() {
        sequences.clear();
        sequences.add(2 * MOST + 1, 7, 9);
        sequences.add(2 * MOST, 0, 0);
        assertThat(sequences.count()).isEqualTo(5);
        assertThat(IntStream.range(0, 5).mapToObj(sequences::get).map(Sequences::literals))
                .containsExactly(MOST, MOST, 1, MOST, MOST);
        assertThat(IntStream.range(0, 5).mapToObj(sequences::get).map(Sequences::length))
                .containsExactly(0, 0, 7, 0, 0);
        assertThat(Sequences.distance(sequences.get(2))).isEqualTo(9);
    }

    /** Each match is as short as there are; or the literals are one more than a sequence has. */
    @Test
    void hasRoomForWhateverAPieceBecomes() {
        Sequences matches = new Sequences(Piece.SIZE);
        for (int left = Piece.SIZE; left >= 3; left -= 3) {
            matches.add(0, 3, 1);
        }
        matches.add(Piece.SIZE % 3, 0, 0);
        assertThat(matches.bytes(0, matches.count())).isEqualTo(Piece.SIZE);

        Sequences runs = new Sequences(MOST + 4);
        runs.add(MOST + 1, 3, 1);
        runs.add(0, 0, 0);
        assertThat(runs.count()).isEqualTo(3);
    }

    @Test
    void endsAChunkWhereEnoughIsCovered() {
        assertThat(sequences.endOfChunk(0, 0)).isZero();
        assertThat(sequences.endOfChunk(0, 268)).isEqualTo(1);
        assertThat(sequences.endOfChunk(0, 269)).as("before many literals").isEqualTo(1);
        assertThat(sequences.endOfChunk(1, 269)).as("many literals").isEqualTo(2);
        assertThat(sequences.endOfChunk(0, MOST + 1)).isEqualTo(2);
        assertThat(sequences.endOfChunk(2, 4)).isEqualTo(3);
        assertThat(sequences.endOfChunk(2, 1_000)).isEqualTo(4);
    }

    @Test
    void countsBytesAndLiterals() {
        assertThat(sequences.bytes(0, 4)).isEqualTo(268 + MOST + 3 + 4 + 5);
        assertThat(sequences.bytes(1, 3)).isEqualTo(MOST + 3 + 4);
        assertThat(sequences.literals(0, 4)).isEqualTo(10 + MOST + 5);
        assertThat(sequences.literals(1, 3)).isEqualTo(MOST);
        assertThat(sequences.bytes(2, 2)).isZero();
    }
}
