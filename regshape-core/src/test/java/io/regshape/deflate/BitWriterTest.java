// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitWriterTest {
    private final byte[] bytes = new byte[8_000];
    private final BitWriter out = new BitWriter();

    BitWriterTest() {
        out.reset(bytes);
    }

    @Test
    void fillsEachByteFromItsLowestBit() {
        out.write(0b1, 1);
        out.write(0b00, 2);
        out.write(0b10110, 5);
        out.write(0b1, 1);
        assertThat(bytes).startsWith(0b10110_00_1, 0b1);
        assertThat(out.length()).isEqualTo(1);
        assertThat(out.pendingBits()).isEqualTo(1);
    }

    @Test
    void keepsNumbersOfAnyWidth() {
        Random random = new Random(1);
        long[] values = new long[500];
        int[] counts = new int[values.length];
        int total = 0;
        for (int i = 0; i < values.length; i++) {
            counts[i] = random.nextInt(57);
            values[i] = random.nextLong() & (1L << counts[i]) - 1;
            out.write(values[i], counts[i]);
            total += counts[i];
            assertThat(8 * out.length() + out.pendingBits()).isEqualTo(total);
            assertThat(out.pendingBits()).isBetween(0, 7);
        }
        BitReader in = new BitReader(bytes);
        for (int i = 0; i < values.length; i++) {
            long low = in.number(Math.min(counts[i], 28));
            long high = in.number(Math.max(0, counts[i] - 28));
            assertThat(high << 28 | low).isEqualTo(values[i]);
        }
    }

    @Test
    void aligns() {
        for (int bits = 0; bits <= 8; bits++) {
            out.reset(bytes);
            Arrays.fill(bytes, (byte) -1);
            out.write((1 << bits) - 1, bits);
            out.align();
            assertThat(out.pendingBits()).isZero();
            assertThat(out.length()).isEqualTo((bits + 7) / 8);
            assertThat(bytes[0] & 0xff).isEqualTo((1 << bits) - 1);
        }
    }

    @Test
    void copiesBytesBehindWhatIsThere() {
        out.write(0xabcd, 16);
        out.copy(new byte[] {1, 2, 3, 4, 5}, 1, 3);
        out.write(9, 8);
        assertThat(Arrays.copyOf(bytes, 6)).isEqualTo(new byte[] {(byte) 0xcd, (byte) 0xab, 2, 3, 4, 9});
        assertThat(out.length()).isEqualTo(6);
    }

    @Test
    void beginsAnewWhenReset() {
        out.write(0b101, 3);
        out.write(0xffff, 16);
        byte[] other = new byte[20];
        out.reset(other);
        assertThat(out.length()).isZero();
        assertThat(out.pendingBits()).isZero();
        out.write(1, 8);
        assertThat(other).startsWith(1, 0);
    }

    /** Codes of all lengths that there may be: that of the literals up to 14 bits, of the distances up to 15. */
    @Test
    void writesSequencesSymbolBySymbol() {
        Random random = new Random(2);
        HuffmanCode literalCode = skewed(Symbols.LITERALS, 14);
        HuffmanCode distanceCode = skewed(Symbols.DISTANCES, 15);
        SymbolCodes codes = new SymbolCodes();
        codes.set(literalCode, distanceCode);
        byte[] data = Corpus.random(random, 3_000, 256);
        Sequences sequences = new Sequences(data.length);
        sequences.add(1, 7, 7);
        int end = 0;
        while (end < 1_500) {
            int literals = random.nextInt(11);
            int length = 3 + random.nextInt(random.nextBoolean() ? 10 : 256);
            sequences.add(literals, length, 1 + random.nextInt(Symbols.FARTHEST_MATCH));
            end += literals + length;
        }
        sequences.add(5, 0, 0);

        out.write(0b11, 2);
        out.write(codes, data, 50, sequences, 1, sequences.count());

        BitReader in = new BitReader(bytes);
        assertThat(in.number(2)).isEqualTo(0b11);
        int[] literalLengths = lengths(literalCode, Symbols.LITERALS);
        int[] distanceLengths = lengths(distanceCode, Symbols.DISTANCES);
        int at = 50;
        for (int i = 1; i < sequences.count(); i++) {
            long sequence = sequences.get(i);
            for (int left = Sequences.literals(sequence); left > 0; left--) {
                assertThat(in.symbol(literalLengths)).isEqualTo(data[at++] & 0xff);
            }
            int length = Sequences.length(sequence);
            if (length > 0) {
                int symbol = in.symbol(literalLengths);
                assertThat(Symbols.lengthBase(symbol) + in.number(Symbols.lengthExtraBits(symbol)))
                        .isEqualTo(length);
                assertThat(SymbolsTest.distance(in.symbol(distanceLengths), in))
                        .isEqualTo(Sequences.distance(sequence));
                at += length;
            }
        }
        assertThat(8 * out.length() + out.pendingBits()).isEqualTo(in.position());
    }

    private static HuffmanCode skewed(int symbols, int limit) {
        int[] counts = new int[symbols];
        for (int i = 0; i < symbols; i++) {
            counts[i] = 1 + (1 << 17) / (1 << i * 7 % 19);
        }
        HuffmanCode code = new HuffmanCode(symbols, limit);
        code.build(counts);
        return code;
    }

    private static int[] lengths(HuffmanCode code, int symbols) {
        int[] lengths = new int[symbols];
        Arrays.setAll(lengths, code::length);
        return lengths;
    }
}
