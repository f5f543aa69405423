// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {
    private static final byte[] TEXT = "some text, some more text".getBytes(StandardCharsets.UTF_8);

    private static byte[] gzip(byte[] input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(input);
        }
        return bytes.toByteArray();
    }

    private static byte[] read(byte[] compressed) throws IOException {
        return Inputs.decompress(Compression.GZIP, compressed);
    }

    @Test
    void readsEveryMember() throws IOException {
        byte[] members = Inputs.concat(gzip(TEXT), gzip(new byte[0]), gzip(TEXT));
        assertThat(read(members)).isEqualTo(Inputs.concat(TEXT, TEXT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void readsFromStreamsThatGiveLittleAtATime(int most) throws IOException {
        byte[] members = Inputs.concat(gzip(TEXT), gzip(TEXT));
        InputStream slow = new ByteArrayInputStream(members) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, most));
            }
        };
        try (InputStream in = new GzipInput(slow)) {
            assertThat(in.readAllBytes()).isEqualTo(Inputs.concat(TEXT, TEXT));
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void readsHeadersWithEveryField() throws IOException {
        byte[] plain = gzip(TEXT);
        byte[] fields = {0x1f, (byte) 0x8b, 8, 31, 1, 2, 3, 4, 0, 3, 3, 0, 9, 9, 9, 'n', 0, 'c', 0};
        CRC32 crc = new CRC32();
        crc.update(fields);
        byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(read(Inputs.concat(fields, sum, rest))).isEqualTo(TEXT);
        sum[0]++;
        assertThatThrownBy(() -> read(Inputs.concat(fields, sum, rest)))
                .isInstanceOf(ZipException.class)
                .hasMessage("the gzip header has a wrong checksum");
    }

    @Test
    void refusesToEndAnywhereButBehindAMember() throws IOException {
        byte[] member = gzip(TEXT);
        byte[] members = Inputs.concat(member, member);
        for (int length = 0; length < members.length; length++) {
            if (length != member.length) {
                byte[] cut = Arrays.copyOf(members, length);
                assertThatThrownBy(() -> read(cut))
                        .isInstanceOf(EOFException.class)
                        .hasMessage("the gzip data is cut short");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0\0\0\0\0\0\0\0", "x", "garbage behind the end"})
    void refusesBytesBehindTheEnd(String garbage) throws IOException {
        byte[] bytes = Inputs.concat(gzip(TEXT), garbage.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(ZipException.class)
                .hasMessage("bytes follow the end of the gzip data");
    }

    @ParameterizedTest
    @CsvSource({
        "0, it is no gzip data",
        "2, the gzip data has a header of no known kind",
        "-8, the gzip data has a wrong checksum",
        "-1, the gzip data has a wrong length"
    })
    void namesWhatIsDamaged(int position, String message) throws IOException {
        byte[] bytes = gzip(TEXT);
        bytes[position < 0 ? bytes.length + position : position] ^= (byte) 0x80;
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(ZipException.class).hasMessage(message);
    }

    @Test
    void everyChangedBitIsAnIoExceptionOrHarmless() throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        for (byte[] content : List.of(Inputs.mixedBytes(random, 300), Inputs.randomBytes(random, 300))) {
            changeEveryBit(content);
        }
    }

    private static void changeEveryBit(byte[] content) throws IOException {
        byte[] bytes = gzip(content);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(read(changed)).isEqualTo(content);
            } catch (IOException expected) {
                assertThat(expected).isInstanceOfAny(ZipException.class, EOFException.class);
            }
        }
    }

    @Test
    void aFileNameOfAnyLengthTakesNoMemory() throws IOException {
        byte[] start = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
        InputStream endlessName = new InputStream() {
            private long left = 20_000_000;

            @Override
            public int read() {
                throw new AssertionError("reads one by one");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                left -= length;
                return left < 0 ? -1 : length;
            }
        };
        try (InputStream in = new GzipInput(new SequenceInputStream(new ByteArrayInputStream(start), endlessName))) {
            assertThatThrownBy(in::read).isInstanceOf(EOFException.class);
        }
    }
}
