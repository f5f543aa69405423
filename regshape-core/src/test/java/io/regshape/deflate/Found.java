// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a finder made of a piece, after checks that hold for every finder. */
record Found(List<String> sequences) {

    /** Runs a finder over a piece with a window in front. */
    static Found in(MatchFinder finder, byte[] window, byte[] piece) {
        // The zeros behind it would make a match at the end of zeros longer.
        byte[] data = new byte[Piece.START + piece.length + Long.BYTES];
        int begin = Piece.START - window.length;
        int end = Piece.START + piece.length;
        // What lies in front of the window is as good as the piece, and not to be used.
        System.arraycopy(piece, 0, data, 0, Math.min(piece.length, begin));
        System.arraycopy(window, 0, data, begin, window.length);
        System.arraycopy(piece, 0, data, Piece.START, piece.length);
        Sequences sequences = new Sequences(piece.length);
        finder.find(data, begin, Piece.START, end, sequences);
        return new Found(check(data, begin, end, sequences));
    }

    static Found in(MatchFinder finder, String window, String piece) {
        return in(finder, Corpus.bytes(window), Corpus.bytes(piece));
    }

    /** Returns each sequence as {@code literals+length@distance}, and the last as its literals. */
    private static List<String> check(byte[] data, int begin, int end, Sequences sequences) {
        List<String> list = new ArrayList<>();
        byte[] rebuilt = Arrays.copyOf(data, end);
        Arrays.fill(rebuilt, Piece.START, end, (byte) 0);
        int at = Piece.START;
        int run = 0;
        for (int i = 0; i < sequences.count(); i++) {
            long sequence = sequences.get(i);
            int literals = Sequences.literals(sequence);
            int length = Sequences.length(sequence);
            int distance = Sequences.distance(sequence);
            assertThat(literals).isBetween(0, Math.min(Sequences.MOST_LITERALS, end - at));
            System.arraycopy(data, at, rebuilt, at, literals);
            at += literals;
            run += literals;
            if (i == sequences.count() - 1) {
                assertThat(length).isZero();
                list.add("" + run);
                break;
            }
            if (length == 0) {
                assertThat(literals).isEqualTo(Sequences.MOST_LITERALS);
                continue;
            }
            assertThat(length).isBetween(Symbols.SHORTEST_MATCH, Math.min(Symbols.LONGEST_MATCH, end - at));
            assertThat(distance).isBetween(1, Math.min(Symbols.FARTHEST_MATCH, at - begin));
            for (int left = length; left > 0; left--) {
                rebuilt[at] = rebuilt[at - distance];
                at++;
            }
            list.add(run + "+" + length + "@" + distance);
            run = 0;
        }
        assertThat(at).isEqualTo(end);
        assertThat(Arrays.mismatch(rebuilt, 0, end, data, 0, end)).isEqualTo(-1);
        return list;
    }
}
