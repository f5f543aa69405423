// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layer.Inputs;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketFinderTest {
    private final BucketFinder eager = new BucketFinder(0, 1);
    private final BucketFinder lazy = new BucketFinder(16, 1);

    /** In all of these what is looked for begins at each fourth byte of the window. */
    @Test
    void takesTheNearestOfEqualPlaces() {
        assertThat(Found.in(eager, "abcdefg1abcdefg2abcdefg3", "....abcdefg4--------")
                        .sequences())
                .startsWith("4+7@12");
    }

    @Test
    void takesTheLongestOfThreePlaces() {
        String longest = "abcdefg1";
        String middle = "abcdef22";
        String shortest = "abcde333";
        String piece = "....abcdefg!--------";
        assertThat(Found.in(eager, longest + middle + shortest, piece).sequences())
                .startsWith("4+7@28");
        assertThat(Found.in(eager, middle + longest + shortest, piece).sequences())
                .startsWith("4+7@20");
        assertThat(Found.in(eager, shortest + middle + longest, piece).sequences())
                .startsWith("4+7@12");
    }

    @Test
    void takesTheLongestOfThreeLongPlaces() {
        byte[] word = Corpus.random(new Random(1), 64, 256);
        for (int longest = 0; longest < 3; longest++) {
            byte[][] places = new byte[3][];
            for (int i = 0; i < 3; i++) {
                places[i] = word.clone();
                Arrays.fill(places[i], i == longest ? 50 : 30 + i, 64, (byte) i);
            }
            byte[] piece = Inputs.concat(new byte[] {10, 11, 12}, word, new byte[20]);
            assertThat(Found.in(eager, Inputs.concat(places), piece).sequences())
                    .startsWith("3+50@" + (3 + 64 * (3 - longest)));
        }
    }

    @Test
    void looksAtThreePlaces() {
        String window = "abcdefg1abcde222abcde333abcde444";
        assertThat(Found.in(eager, window, "....abcdefg!--------").sequences()).startsWith("4+5@12");
    }

    /** Each place of a new bucket is said to be 32 KiB away or less. There are the same bytes, but no window. */
    @Test
    void believesNoPlaceInFrontOfTheWindow() {
        Random random = new Random(4);
        for (int round = 0; round < 3_000; round++) {
            byte[] piece = Corpus.random(random, 30, 256);
            byte[] data = new byte[Piece.START + piece.length + Long.BYTES];
            System.arraycopy(piece, 0, data, Piece.START, piece.length);
            System.arraycopy(piece, 0, data, 0, 5 + round % 5);
            Sequences sequences = new Sequences(piece.length);
            eager.find(data, Piece.START, Piece.START, Piece.START + piece.length, sequences);
            assertThat(sequences.count()).isEqualTo(1);
        }
    }

    @Test
    void triesTheNextPositionWhereAMatchIsShort() {
        String window = "abcde...bcdefghijklm";
        String piece = "!!!abcdefghijklm--------";
        assertThat(Found.in(eager, window, piece).sequences()).startsWith("3+5@23");
        assertThat(Found.in(lazy, window, piece).sequences()).startsWith("4+12@16");
    }

    @Test
    void takesALongMatchAtOnce() {
        String window = "abcdefghijklmnop....bcdefghijklmnopqrstuvwxyz...";
        String piece = "!!!abcdefghijklmnopqrstuvwxyz--------";
        assertThat(Found.in(lazy, window, piece).sequences()).startsWith("3+16@51");
        assertThat(Found.in(new BucketFinder(17, 1), window, piece).sequences()).startsWith("4+25@32");
    }

    @Test
    void looksNowhereInTheLastSevenBytes() {
        assertThat(Found.in(lazy, "abcdefghXYZ.", "1234abcdefgh").sequences()).containsExactly("4+8@16", "0");
        assertThat(Found.in(lazy, "abcdefghXYZ.", "1234abcdefg").sequences()).containsExactly("11");
    }

    /** Steps have grown long by then, and do not begin where the earlier ones did. */
    @Test
    void beginsWhereTheEqualBytesDo() {
        Random random = new Random(2);
        byte[] word = Corpus.random(random, 200, 256);
        byte[] other = Corpus.random(random, 137, 256);
        byte[] piece = Inputs.concat(word, other, word, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(Found.in(lazy, new byte[0], piece).sequences()).containsExactly("337+200@337", "8");
    }

    @Test
    void remembersOnlySomePositionsOfAMatch() {
        byte[] word = Corpus.random(new Random(3), 64, 256);
        byte[] half = Arrays.copyOfRange(word, 33, 64);
        byte[] piece = Inputs.concat(word, new byte[] {1, 2, 3}, word, new byte[] {4, 5, 6}, half, new byte[20]);
        assertThat(Found.in(new BucketFinder(0, 1), new byte[0], piece).sequences())
                .contains("3+31@34");
        assertThat(Found.in(new BucketFinder(0, 64), new byte[0], piece).sequences())
                .contains("3+31@101");
    }
}
