// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each of the finders; that the sequences are the piece is checked by {@link Found}. */
class MatchFinderTest {
    static Stream<Named<MatchFinder>> finders() {
        return Stream.of(
                Named.of("buckets", new BucketFinder(0, 8)),
                Named.of("buckets, lazily", new BucketFinder(24, 2)),
                Named.of("chains", new ChainFinder(32, 64)),
                Named.of("long chains", new ChainFinder(512, Symbols.LONGEST_MATCH)));
    }

    private static byte[] input(Random random, int length) {
        return switch (random.nextInt(4)) {
            case 0 -> Corpus.random(random, length, 1 + random.nextInt(4));
            case 1 -> Corpus.random(random, length, 256);
            case 2 -> Corpus.text(random, length);
            default -> new byte[length];
        };
    }

    @ParameterizedTest
    @MethodSource("finders")
    void rebuildsThePiece(MatchFinder finder) {
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            byte[] window = input(random, round % 3 == 0 ? Piece.START : random.nextInt(400));
            byte[] piece = input(random, random.nextInt(1_500));
            assertThat(Found.in(finder, window, piece).sequences()).isNotEmpty();
        }
        for (int length = 0; length < 20; length++) {
            Found.in(finder, new byte[10], new byte[length]);
        }
    }

    @ParameterizedTest
    @MethodSource("finders")
    void reachesNoFartherThanTheWindow(MatchFinder finder) {
        Random random = new Random(2);
        byte[] word = Corpus.random(random, 40, 256);
        for (int beyond = -1; beyond <= 1; beyond++) {
            byte[] piece = new byte[Symbols.FARTHEST_MATCH + beyond + word.length + 8];
            System.arraycopy(word, 0, piece, 0, word.length);
            System.arraycopy(word, 0, piece, Symbols.FARTHEST_MATCH + beyond, word.length);
            List<String> found = Found.in(finder, new byte[0], piece).sequences();
            boolean inWindow = found.stream().anyMatch(sequence -> sequence.endsWith("@32768"));
            assertThat(inWindow).as("%d bytes beyond the window", beyond).isEqualTo(beyond == 0);
            Found.in(finder, Corpus.random(random, Piece.START, 2), Corpus.random(random, 5_000, 2));
        }
    }

    /** Enough words that for some of them an empty place of a table looks like a full one. */
    @ParameterizedTest
    @MethodSource("finders")
    void usesNothingInFrontOfTheWindow(MatchFinder finder) {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            byte[] piece = Corpus.random(random, 30, 256);
            assertThat(Found.in(finder, new byte[0], piece).sequences()).containsExactly("30");
        }
    }

    @ParameterizedTest
    @MethodSource("finders")
    void findsWhatBeginsWithTheWindow(MatchFinder finder) {
        byte[] window = Corpus.random(new Random(3), Piece.START, 256);
        assertThat(Found.in(finder, window, window).sequences())
                .startsWith("0+258@32768")
                .hasSizeBetween(Piece.START / 258, Piece.START / 258 + 5);
    }

    @ParameterizedTest
    @MethodSource("finders")
    void takesOneByteAndTheLongestMatchesOfARun(MatchFinder finder) {
        assertThat(Found.in(finder, new byte[0], new byte[1 + 3 * 258 + 20]).sequences())
                .containsExactly("1+258@1", "0+258@1", "0+258@1", "0+20@1", "0");
    }

    @ParameterizedTest
    @MethodSource("finders")
    void dependsOnTheArgumentsAlone(MatchFinder finder) {
        Random random = new Random(4);
        byte[] window = Corpus.text(random, 20_000);
        byte[] piece = Corpus.text(random, 20_000);
        List<String> expected = Found.in(finder, window, piece).sequences();
        Found.in(finder, piece, Corpus.random(random, 50_000, 3));
        assertThat(Found.in(finder, window, piece).sequences()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("finders")
    void findsNextToNothingInWhatHasNoOrder(MatchFinder finder) {
        Random random = new Random(5);
        byte[] window = Corpus.random(random, 1_000, 256);
        byte[] piece = Corpus.random(random, 3_000, 256);
        assertThat(Found.in(finder, window, piece).sequences()).hasSizeLessThan(4);
    }
}
