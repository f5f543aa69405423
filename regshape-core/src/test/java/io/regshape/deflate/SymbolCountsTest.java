// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SymbolCountsTest {
    private static final byte[] DATA = "..abcabcabca\u00e9abcabc".getBytes(StandardCharsets.ISO_8859_1);

    /** From the third byte on: abc, six bytes of distance 3, a, the last letter, three of distance 4, and the rest. */
    private static Sequences sequences() {
        Sequences sequences = new Sequences(DATA.length);
        sequences.add(3, 6, 3);
        sequences.add(2, 3, 5);
        sequences.add(3, 0, 0);
        return sequences;
    }

    @Test
    void countsLiteralsLengthsAndDistances() {
        SymbolCounts counts = new SymbolCounts();
        counts.add(DATA, 2, sequences(), 0, 3);
        assertThat(counts.bytes()).isEqualTo(DATA.length - 2);
        assertThat(counts.literals['a']).isEqualTo(3);
        assertThat(counts.literals['b']).isEqualTo(2);
        assertThat(counts.literals['c']).isEqualTo(2);
        assertThat(counts.literals[0xe9]).isEqualTo(1);
        assertThat(counts.literals['.']).isZero();
        assertThat(counts.literals[257]).isEqualTo(1);
        assertThat(counts.literals[260]).isEqualTo(1);
        assertThat(Arrays.stream(counts.literals).sum()).isEqualTo(10);
        assertThat(counts.distances[2]).isEqualTo(1);
        assertThat(counts.distances[4]).isEqualTo(1);
        assertThat(Arrays.stream(counts.distances).sum()).isEqualTo(2);
        assertThat(counts.extraBits()).isEqualTo(1);
    }

    @Test
    void countsTheExtraBitsOfLengthsAndDistances() {
        Sequences sequences = new Sequences(1_000);
        sequences.add(0, 200, 1);
        sequences.add(0, 3, 30_000);
        SymbolCounts counts = new SymbolCounts();
        counts.add(DATA, 0, sequences, 0, 2);
        assertThat(counts.extraBits()).isEqualTo(5 + 13);
    }

    @Test
    void countsSomeOfTheSequences() {
        SymbolCounts counts = new SymbolCounts();
        counts.add(DATA, 2, sequences(), 0, 1);
        assertThat(counts.bytes()).isEqualTo(9);
        counts.add(DATA, 11, sequences(), 1, 2);
        assertThat(counts.bytes()).isEqualTo(14);
        assertThat(counts.literals['a']).isEqualTo(2);
    }

    @Test
    void addsUp() {
        SymbolCounts whole = new SymbolCounts();
        whole.add(DATA, 2, sequences(), 0, 3);
        SymbolCounts front = new SymbolCounts();
        front.add(DATA, 2, sequences(), 0, 1);
        SymbolCounts back = new SymbolCounts();
        back.add(DATA, 11, sequences(), 1, 3);
        SymbolCounts sum = new SymbolCounts();
        sum.sum(front, back);
        assertThat(sum.literals).isEqualTo(whole.literals);
        assertThat(sum.distances).isEqualTo(whole.distances);
        assertThat(sum.extraBits()).isEqualTo(whole.extraBits());
        assertThat(sum.bytes()).isEqualTo(whole.bytes());
    }

    @Test
    void forgets() {
        SymbolCounts counts = new SymbolCounts();
        counts.add(DATA, 2, sequences(), 0, 3);
        counts.clear();
        assertThat(counts.literals).containsOnly(0);
        assertThat(counts.distances).containsOnly(0);
        assertThat(counts.extraBits()).isZero();
        assertThat(counts.bytes()).isZero();
        assertThat(counts.entropy()).isZero();
    }

    @Test
    void knowsTheEntropy() {
        SymbolCounts counts = new SymbolCounts();
        Arrays.fill(counts.literals, 0, 256, 10);
        Arrays.fill(counts.distances, 0, 16, 100);
        assertThat(counts.entropy()).isEqualTo(8 * 2560 + 4 * 1600);

        counts.clear();
        counts.literals['a'] = 750;
        counts.literals['b'] = 250;
        assertThat(counts.entropy()).isCloseTo(811, Offset.offset(4L));
    }

    @Test
    void hasTheExtraBitsInTheEntropy() {
        Sequences sequences = new Sequences(1_000);
        sequences.add(0, 200, 30_000);
        SymbolCounts counts = new SymbolCounts();
        counts.add(DATA, 0, sequences, 0, 1);
        assertThat(counts.entropy()).isEqualTo(5 + 13);
    }
}
