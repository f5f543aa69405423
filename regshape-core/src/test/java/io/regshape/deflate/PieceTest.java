// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceTest {
    private static byte[] window(Piece piece) {
        return Arrays.copyOfRange(piece.data, piece.window(), Piece.START);
    }

    @Test
    void takesBytesUntilItIsFull() {
        Piece piece = new Piece();
        byte[] bytes = Corpus.random(new Random(1), Piece.SIZE, 256);
        assertThat(piece.add(bytes, 3, 100)).isEqualTo(100);
        assertThat(piece.isFull()).isFalse();
        assertThat(piece.end()).isEqualTo(Piece.START + 100);
        assertThat(piece.add(bytes, 103, Piece.SIZE - 103)).isEqualTo(Piece.SIZE - 103);
        assertThat(piece.add(bytes, 0, 10)).isEqualTo(3);
        assertThat(piece.isFull()).isTrue();
        assertThat(piece.add(bytes, 0, 10)).isZero();
        assertThat(Arrays.copyOfRange(piece.data, Piece.START, piece.end() - 3))
                .isEqualTo(Arrays.copyOfRange(bytes, 3, bytes.length));
    }

    @Test
    void hasTheEndOfTheOneInFrontAsWindow() {
        byte[] bytes = Corpus.random(new Random(2), Piece.SIZE, 256);
        Piece front = new Piece();
        front.add(bytes, 0, bytes.length);
        Piece piece = new Piece();
        piece.add(bytes, 0, 50);
        piece.setLast();
        piece.follow(front);
        assertThat(piece.isLast()).isFalse();
        assertThat(piece.end()).isEqualTo(Piece.START);
        assertThat(window(piece)).isEqualTo(Arrays.copyOfRange(bytes, Piece.SIZE - Piece.START, Piece.SIZE));
    }

    @Test
    void hasNoLongerWindowThanThereIs() {
        Piece front = new Piece();
        assertThat(window(front)).isEmpty();
        front.add(new byte[] {1, 2, 3}, 0, 3);
        Piece piece = new Piece();
        piece.follow(front);
        assertThat(window(piece)).containsExactly(1, 2, 3);
        piece.add(new byte[] {4, 5}, 0, 2);
        Piece third = new Piece();
        third.follow(piece);
        assertThat(window(third)).containsExactly(1, 2, 3, 4, 5);
    }
}
