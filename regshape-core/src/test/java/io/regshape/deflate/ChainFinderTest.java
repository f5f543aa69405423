// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layer.Inputs;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainFinderTest {
    private static final int LONGEST = Symbols.LONGEST_MATCH;

    @Test
    void takesTheNearestOfEqualPlaces() {
        assertThat(Found.in(new ChainFinder(9, LONGEST), "abcde1abcde2", "........abcde3")
                        .sequences())
                .contains("0+5@14");
    }

    @Test
    void takesTheLongestMatch() {
        assertThat(Found.in(new ChainFinder(3, LONGEST), "abcdefg1abcdef2abcde3", ":abcdefg4")
                        .sequences())
                .containsExactly("1+7@22", "1");
    }

    @Test
    void looksAtNoMorePlacesThanToldTo() {
        String window = "abcdefg1abcde22abcde3";
        String piece = ":abcdefg4";
        assertThat(Found.in(new ChainFinder(3, LONGEST), window, piece).sequences())
                .startsWith("1+7@22");
        assertThat(Found.in(new ChainFinder(2, LONGEST), window, piece).sequences())
                .startsWith("1+5@7");
    }

    @Test
    void isContentWithAGoodMatch() {
        // Far away, or the place of the same three bytes would come first.
        String window = "abcdefg1abcde2" + "-".repeat(5_000);
        String piece = ":abcdefg3";
        assertThat(Found.in(new ChainFinder(9, 5), window, piece).sequences()).startsWith("1+5@5007");
        assertThat(Found.in(new ChainFinder(9, 6), window, piece).sequences()).startsWith("1+7@5015");
    }

    @Test
    void triesTheNextPositionsUnlessAMatchIsGood() {
        String window = "abcdQbcdefRcdefghijkl";
        String piece = ":abcdefghijkl";
        assertThat(Found.in(new ChainFinder(9, LONGEST), window, piece).sequences())
                .containsExactly("3+10@13", "0");
        assertThat(Found.in(new ChainFinder(9, 4), window, piece).sequences()).startsWith("1+4@22");
    }

    @Test
    void takesThreeBytesNearByOnly() {
        Random random = new Random(1);
        byte[] three = {1, 2, 3};
        byte[] end = {9, 8, 7, 6, 5};
        for (int distance : new int[] {4, 100, 4_096, 4_097, 20_000}) {
            byte[] between = Corpus.random(random, distance - 3, 200);
            for (int i = 0; i < between.length; i++) {
                between[i] += 10;
            }
            boolean taken =
                    Found.in(new ChainFinder(9, LONGEST), three, Inputs.concat(between, three, end))
                            .sequences()
                            .stream()
                            .anyMatch(found -> found.endsWith("+3@" + distance));
            assertThat(taken).as("from %d bytes away", distance).isEqualTo(distance <= 4_096);
        }
    }

    @Test
    void findsAMatchAtTheVeryEnd() {
        assertThat(Found.in(new ChainFinder(9, LONGEST), "abcdX", "1234abcd").sequences())
                .containsExactly("4+4@9", "0");
        assertThat(Found.in(new ChainFinder(9, LONGEST), "abcdX", "1234abc").sequences())
                .containsExactly("7");
    }

    @Test
    void remembersThePositionsInsideAMatch() {
        assertThat(Found.in(new ChainFinder(1, LONGEST), "abcdefghij", "abcdefghij-defghij+")
                        .sequences())
                .containsExactly("0+10@10", "1+7@8", "1");
    }
}
