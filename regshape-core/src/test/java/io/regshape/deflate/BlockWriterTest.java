// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layer.Inputs;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class BlockWriterTest {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;

    private final byte[] output = new byte[400_000];
    private final BitWriter out = new BitWriter();
    private final BlockWriter blocks = new BlockWriter();

    BlockWriterTest() {
        out.reset(output);
    }

    /** Writes a block of literals alone. */
    private void write(byte[] data, boolean last) {
        Sequences sequences = new Sequences(data.length);
        sequences.add(data.length, 0, 0);
        write(data, sequences, last);
    }

    private void write(byte[] data, Sequences sequences, boolean last) {
        SymbolCounts counts = new SymbolCounts();
        byte[] readable = Arrays.copyOf(data, data.length + Long.BYTES);
        counts.add(readable, 0, sequences, 0, sequences.count());
        blocks.write(readable, 0, sequences, 0, sequences.count(), counts, last, out);
    }

    private byte[] inflate() throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(output, 0, out.length() + 1);
            byte[] result = new byte[500_000];
            int length = inflater.inflate(result);
            assertThat(inflater.finished()).isTrue();
            return Arrays.copyOf(result, length);
        } finally {
            inflater.end();
        }
    }

    private int bits() {
        return 8 * out.length() + out.pendingBits();
    }

    @Test
    void storesWhatHasNoOrder() throws DataFormatException {
        byte[] data = Corpus.random(new Random(1), 1_000, 256);
        write(data, true);
        assertThat(output[0]).isEqualTo((byte) (STORED << 1 | 1));
        assertThat(bits()).isEqualTo(8 * (5 + data.length));
        assertThat(inflate()).isEqualTo(data);
    }

    @Test
    void takesTheFixedCodesForLittle() throws DataFormatException {
        byte[] data = Corpus.bytes("abcabcabcabcabcabcabc");
        Sequences sequences = new Sequences(data.length);
        sequences.add(3, data.length - 3, 3);
        sequences.add(0, 0, 0);
        write(data, sequences, true);
        assertThat(output[0] & 7).isEqualTo(FIXED << 1 | 1);
        // Three literals; the length, with an extra bit, and the distance; the end of the block.
        assertThat(bits()).isEqualTo(3 + 3 * 8 + (7 + 1 + 5) + 7);
        assertThat(inflate()).isEqualTo(data);
    }

    /** Section 3.2.6: eight bits up to 143, nine from there. */
    @Test
    void knowsTheFixedCodes() throws DataFormatException {
        byte[] data = {0, 0, 0, 0, (byte) 143, (byte) 144};
        Sequences sequences = new Sequences(600);
        sequences.add(6, 258, 1);
        sequences.add(0, 115, 1);
        sequences.add(0, 0, 0);
        write(Arrays.copyOf(data, 6 + 258 + 115), sequences, true);
        assertThat(output[0] & 7).isEqualTo(FIXED << 1 | 1);
        assertThat(bits()).isEqualTo(3 + 5 * 8 + 9 + (8 + 5) + (8 + 4 + 5) + 7);
        assertThat(inflate()).startsWith(data).hasSize(6 + 258 + 115);
    }

    @Test
    void makesCodesOfItsOwnForMuch() throws DataFormatException {
        byte[] data = Corpus.random(new Random(2), 10_000, 3);
        write(data, true);
        assertThat(output[0] & 7).isEqualTo(DYNAMIC << 1 | 1);
        assertThat(bits()).isBetween(20_000, 20_000 + 300);
        assertThat(inflate()).isEqualTo(data);
    }

    /** The cost of a stored block depends on where in a byte it begins. */
    @Test
    void takesTheFewestBits() {
        Random random = new Random(3);
        for (int length = 0; length < 120; length++) {
            for (int symbols : new int[] {4, 60, 200, 256}) {
                for (int pending = 0; pending < 8; pending++) {
                    byte[] data = Corpus.random(random, length, symbols);
                    out.reset(output);
                    out.write(0, pending);
                    write(data, false);
                    int stored = 3 + (-(pending + 3) & 7) + 32 + 8 * length;
                    int fixed = 3 + 7;
                    for (byte literal : data) {
                        fixed += (literal & 0xff) < 144 ? 8 : 9;
                    }
                    assertThat(bits() - pending).isLessThanOrEqualTo(Math.min(stored, fixed));
                }
            }
        }
    }

    @Test
    void takesNoBlockForTheLastThatIsNot() throws DataFormatException {
        byte[][] parts = {
            Corpus.random(new Random(4), 500, 256),
            Corpus.bytes("abc"),
            Corpus.random(new Random(5), 5_000, 7),
            Corpus.random(new Random(6), 70_000, 256),
            Corpus.bytes("end")
        };
        for (int i = 0; i < parts.length; i++) {
            write(parts[i], i == parts.length - 1);
        }
        assertThat(inflate()).isEqualTo(Inputs.concat(parts));
    }

    @Test
    void storesInBlocksOf65535Bytes() throws DataFormatException {
        byte[] data = Corpus.random(new Random(7), 2 * 65_535 + 1, 256);
        for (int length : new int[] {65_535, 65_536, 2 * 65_535, 2 * 65_535 + 1}) {
            out.reset(output);
            byte[] part = Arrays.copyOf(data, length);
            write(part, true);
            assertThat(out.length()).isEqualTo(length + 5 * ((length + 65_534) / 65_535));
            assertThat(inflate()).isEqualTo(part);
        }
    }

    @Test
    void endsAtAByteWithABlockOfNothing() {
        out.write(0b11, 2);
        BlockWriter.store(new byte[0], 0, 0, false, out);
        assertThat(Arrays.copyOf(output, 6)).isEqualTo(new byte[] {0b11, 0, 0, (byte) 0xff, (byte) 0xff, 0});
        assertThat(out.length()).isEqualTo(5);
    }

    @Test
    void usesTheCodesOfEachBlockAnew() throws DataFormatException {
        byte[] first = Corpus.random(new Random(8), 3_000, 4);
        byte[] second = Corpus.random(new Random(9), 3_000, 4);
        for (int i = 0; i < second.length; i++) {
            second[i] += 100;
        }
        write(first, false);
        write(second, true);
        assertThat(inflate()).isEqualTo(Inputs.concat(first, second));
    }
}
