// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.layer.FullDisk;
import io.regshape.layer.Inputs;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipOutputTest {

    private static byte[] gzip(byte[] input, int level, int threads) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GzipOutput(bytes, level, threads)) {
            out.write(input);
        }
        return bytes.toByteArray();
    }

    @Test
    void writesTheSameBytesWithAnyNumberOfThreads() throws Exception {
        Random random = new Random(RandomSeed.of(getClass()));
        for (int length : new int[] {0, 1, Piece.SIZE + 1, 1_400_000 + random.nextInt(300_000)}) {
            byte[] input = Inputs.mixedBytes(random, length);
            for (int level : new int[] {1, 6, 9}) {
                byte[] expected = gzip(input, level, 1);
                for (int threads : new int[] {2, 3, 8}) {
                    assertThat(gzip(input, level, threads)).isEqualTo(expected);
                }
            }
        }
        Inputs.assertNoThreadLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6, 9})
    void isReadByTheJdk(int level) throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        byte[] input = Inputs.mixedBytes(random, 400_000);
        byte[] compressed = gzip(input, level, 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .isEqualTo(input);
    }

    @Test
    void isReadByGzip(@TempDir Path folder) throws Exception {
        Inputs.requireTool("gzip");
        byte[] input = Inputs.mixedBytes(new Random(RandomSeed.of(getClass())), 1_000_000);
        Path file = Files.write(folder.resolve("layer.gz"), gzip(input, 6, 2));
        Inputs.run(List.of("gzip", "-t", file.toString()));
    }

    @Test
    void writesAHeaderWithoutTimeNameAndSystem() throws IOException {
        assertThat(Arrays.copyOf(gzip(new byte[100], 6, 1), 10))
                .isEqualTo(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255});
        assertThat(gzip(new byte[100], 9, 1)[8]).isEqualTo((byte) 2);
        assertThat(gzip(new byte[100], 1, 1)[8]).isEqualTo((byte) 4);
    }

    @Test
    void blocksReferToTheOneInFront() throws IOException {
        byte[] random = new byte[30 * 1024];
        new Random(1).nextBytes(random);
        byte[] input = Inputs.concat(new byte[Piece.SIZE - random.length], random, random);
        assertThat(gzip(input, 6, 2)).hasSizeLessThan(random.length + 3_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100_000, 400_000})
    void stopsItsThreadsWhereWritingFails(int room) throws Exception {
        byte[] input = new byte[1_200_000];
        new Random(1).nextBytes(input);
        FullDisk disk = new FullDisk(room);
        assertThatThrownBy(() -> {
                    try (OutputStream out = new GzipOutput(disk, 6, 3)) {
                        out.write(input);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(disk.failures()).isEqualTo(1);
        Inputs.assertNoThreadLeft();
    }

    @Test
    void keepsNoProgramFromEnding() throws IOException {
        try (OutputStream out = new GzipOutput(OutputStream.nullOutputStream(), 6, 2)) {
            out.write(new byte[3 * Piece.SIZE]);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("regshape-gzip-"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void refusesToGoOnAfterItWasClosed() throws IOException {
        OutputStream out = new GzipOutput(OutputStream.nullOutputStream(), 6, 1);
        out.close();
        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class).hasMessage("the stream is closed");
    }

    @Test
    void stopsWhereTheThreadIsInterrupted() throws Exception {
        assertThatThrownBy(() -> {
                    try (OutputStream out = new GzipOutput(OutputStream.nullOutputStream(), 9, 1)) {
                        Thread.currentThread().interrupt();
                        out.write(new byte[4_000_000]);
                    }
                })
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        Inputs.assertNoThreadLeft();
    }
}
