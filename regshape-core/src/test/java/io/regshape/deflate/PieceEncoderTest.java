// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layer.Inputs;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceEncoderTest {
    private static final byte[] BLOCK_OF_NOTHING = {0, 0, (byte) 0xff, (byte) 0xff};

    private final PieceEncoder encoder = Effort.NORMAL.newEncoder();

    private byte[] encode(byte[] input, boolean last) {
        return encode(encoder, input, last);
    }

    private static byte[] encode(PieceEncoder encoder, byte[] input, boolean last) {
        Piece piece = new Piece();
        assertThat(piece.add(input, 0, input.length)).isEqualTo(input.length);
        if (last) {
            piece.setLast();
        }
        encoder.encode(piece);
        return Arrays.copyOf(piece.output, piece.outputLength);
    }

    private static byte[] inflate(byte[] bytes) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes);
            byte[] result = new byte[2 * Piece.SIZE];
            int length = inflater.inflate(result);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            return Arrays.copyOf(result, length);
        } finally {
            inflater.end();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 100, 20_000})
    void endsAPieceAtAByte(int length) throws DataFormatException {
        byte[] input = Corpus.text(new Random(1), length);
        byte[] front = encode(input, false);
        byte[] back = encode(input, true);
        assertThat(inflate(Inputs.concat(front, back))).isEqualTo(Inputs.concat(input, input));
    }

    /** A block of nothing is three bits, up to the end of a byte, and four bytes. */
    @Test
    void addsABlockOfNothingUnlessAByteIsComplete() {
        Set<Integer> added = new TreeSet<>();
        for (int length = 3_000; length < 3_100; length++) {
            byte[] input = Corpus.text(new Random(length), length);
            byte[] encoded = encode(input, false);
            int further = encoded.length - encode(input, true).length;
            if (further > 0) {
                assertThat(encoded).endsWith(BLOCK_OF_NOTHING);
            }
            added.add(further);
        }
        assertThat(added).containsExactly(0, 4, 5);
    }

    @Test
    void storesARandomPiece() {
        byte[] input = Corpus.random(new Random(2), 5_000, 256);
        byte[] encoded = encode(input, false);
        assertThat(encoded).hasSize(5 + input.length).endsWith(Arrays.copyOfRange(input, 4_900, 5_000));
    }

    @Test
    void cutsWhereTheStatisticsChange() throws DataFormatException {
        Random random = new Random(4);
        byte[] digits = Corpus.random(random, 64 * 1024, 10);
        byte[] letters = Corpus.random(random, 64 * 1024, 30);
        for (int i = 0; i < letters.length; i++) {
            letters[i] += 100;
        }
        byte[] input = Inputs.concat(digits, letters, digits);
        byte[] encoded = encode(input, true);
        int apart = 2 * encode(digits, true).length + encode(letters, true).length;
        assertThat(encoded.length).isLessThan(apart + 6_000);
        assertThat(inflate(encoded)).isEqualTo(input);
    }

    @Test
    void storesWhatHasNoOrderAmongWhatHas() {
        Random random = new Random(7);
        byte[] text = Corpus.text(random, 40 * 1024);
        byte[] noise = Corpus.random(random, 100 * 1024, 256);
        int apart = encode(text, true).length + noise.length;
        assertThat(encode(Inputs.concat(text, noise), true).length).isLessThan(apart + 200);
    }

    /** Two kinds of bytes without any repeat: they are one run of literals. */
    @Test
    void storesWhatLooksRandomAndCompressesTheRest() throws DataFormatException {
        Random random = new Random(9);
        byte[] noise = Corpus.random(random, 64 * 1024, 256);
        byte[] digits = Corpus.random(random, 64 * 1024, 64);
        byte[] input = Inputs.concat(noise, digits, noise);
        byte[] encoded = encode(input, true);
        assertThat(encoded.length)
                .isBetween(2 * noise.length + digits.length * 6 / 8, input.length - digits.length / 5);
        assertThat(inflate(encoded)).isEqualTo(input);
    }

    /** A Huffman code saves one part in fifty of these bytes. */
    @Test
    void storesWhatCompressesLittleAtTheLowerLevelsAlone() {
        byte[] input = Corpus.random(new Random(10), 64 * 1024, 230);
        for (Effort effort : Effort.values()) {
            int length = encode(effort.newEncoder(), input, true).length;
            if (effort.compareTo(Effort.NORMAL) <= 0) {
                assertThat(length).as(effort.name()).isBetween(input.length + 5, input.length + 20);
            } else {
                assertThat(length).as(effort.name()).isLessThan(input.length * 99 / 100);
            }
        }
    }

    /**
     * A repeat, and more random bytes than a sequence has: the repeat with the rest of them is too short to be stored, so
     * there are a stored block and another one for each. In one stored block, the repeats would take 64 bytes each.
     */
    @Test
    void hasRoomForManyBlocks() throws DataFormatException {
        Random random = new Random(12);
        byte[] word = Corpus.random(random, 64, 256);
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        int units = Piece.SIZE / (word.length + Sequences.MOST_LITERALS + 8);
        for (int i = 0; i < units; i++) {
            parts.writeBytes(word);
            parts.writeBytes(Corpus.random(random, Sequences.MOST_LITERALS + 8, 256));
        }
        byte[] input = parts.toByteArray();
        byte[] encoded = encode(input, true);
        int noise = input.length - units * word.length;
        assertThat(encoded.length).isBetween(noise + 5 * units, noise + 30 * units);
        assertThat(inflate(encoded)).isEqualTo(input);
    }

    /** Where nothing matches for long, few places are remembered and looked for: they must not miss each other. */
    @Test
    void findsRandomBytesAgain() {
        Random random = new Random(11);
        byte[] front = Corpus.random(random, 4_000, 256);
        byte[] repeat = Corpus.random(random, 8_192, 256);
        for (int between = 5_000; between < 5_016; between++) {
            byte[] input = Inputs.concat(front, repeat, Corpus.random(random, between, 256), repeat);
            assertThat(encode(input, true).length)
                    .as(between + " bytes in between")
                    .isLessThan(input.length - 4_000);
        }
    }

    /** Each random stretch begins with bytes from the one in front: where there is no match, there is no chunk. */
    @Test
    void goesOnAfterWhatItStored() throws DataFormatException {
        Random random = new Random(8);
        byte[] text = Corpus.text(random, 30_000);
        byte[] stretch = Corpus.random(random, 5_000, 256);
        byte[] input = text;
        for (int i = 0; i < 8; i++) {
            byte[] next = Corpus.random(random, 5_000, 256);
            System.arraycopy(stretch, 0, next, 0, 20);
            input = Inputs.concat(input, next);
            stretch = next;
        }
        input = Inputs.concat(input, text);
        assertThat(inflate(encode(input, true))).isEqualTo(input);
    }

    @Test
    void doesNotCutWhereTheStatisticsStay() {
        byte[] input = Corpus.random(new Random(5), Piece.SIZE, 15);
        // Four bits each, and for the end of the block, and one description of the codes.
        assertThat(encode(input, true).length).isLessThan(Piece.SIZE / 2 + 150);
    }

    @Test
    void forgetsTheFormerPiece() {
        Random random = new Random(6);
        byte[] text = Corpus.text(random, 30_000);
        byte[] first = encode(text, true);
        encode(Corpus.random(random, 50_000, 50), true);
        assertThat(encode(text, true)).isEqualTo(first);
    }
}
