// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.testing.RandomSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdCodecTest {
    private static final byte[] TEXT = "some text, some more text".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SKIPPABLE = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
    private static final byte[] EMPTY_SKIPPABLE = {0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};

    private static byte[] zstd(byte[] input, int workers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = ZstdCodec.compress(bytes, 3, workers)) {
            out.write(input);
        }
        return bytes.toByteArray();
    }

    private static byte[] read(byte[] compressed) throws IOException {
        return Inputs.decompress(Compression.ZSTD, compressed);
    }

    @Test
    void writesTheSameBytesWithAnyNumberOfWorkers() throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        for (int length : new int[] {0, 1, 100_000, 600_000, 9_000_000}) {
            byte[] input = Inputs.mixedBytes(random, length);
            byte[] expected = zstd(input, 1);
            assertThat(read(expected)).isEqualTo(input);
            for (int workers : new int[] {2, 3, 8}) {
                assertThat(zstd(input, workers)).isEqualTo(expected);
            }
        }
    }

    @Test
    void isReadByZstd(@TempDir Path folder) throws Exception {
        Inputs.requireTool("zstd");
        Path file = Files.write(folder.resolve("layer.zst"), zstd(Inputs.tar(), 2));
        Inputs.run(List.of("zstd", "-q", "-t", file.toString()));
    }

    @Test
    void readsEveryFrameAndSkipsThoseThatAreToBeSkipped() throws IOException {
        byte[] frame = zstd(TEXT, 1);
        byte[] frames = Inputs.concat(SKIPPABLE, frame, EMPTY_SKIPPABLE, SKIPPABLE, frame, SKIPPABLE);
        assertThat(read(frames)).isEqualTo(Inputs.concat(TEXT, TEXT));
    }

    @Test
    void refusesToEndAnywhereButBehindAFrame() throws IOException {
        byte[] frame = zstd(TEXT, 1);
        byte[] frames = Inputs.concat(SKIPPABLE, frame, frame, EMPTY_SKIPPABLE);
        int first = SKIPPABLE.length;
        int second = first + frame.length;
        Set<Integer> ends = Set.of(first, second, second + frame.length);
        for (int length = 0; length < frames.length; length++) {
            if (!ends.contains(length)) {
                byte[] cut = Arrays.copyOf(frames, length);
                assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0\0\0\0\0\0\0\0", "x", "(", "garbage behind the end"})
    void refusesBytesBehindTheEnd(String garbage) throws IOException {
        byte[] bytes = Inputs.concat(zstd(TEXT, 1), garbage.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void aChangedByteOfTheContentIsFoundByTheChecksum() throws IOException {
        byte[] bytes = zstd("incompressible: 8fj20dk".getBytes(StandardCharsets.UTF_8), 1);
        bytes[bytes.length - 10] ^= 1;
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class).hasMessageContaining("checksum");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000, 2_000_000})
    void writesNothingMoreWhereWritingFailed(int room) throws IOException {
        byte[] input = new byte[4_000_000];
        new Random(1).nextBytes(input);
        FullDisk disk = new FullDisk(room);
        assertThatThrownBy(() -> {
                    try (OutputStream out = ZstdCodec.compress(disk, 3, 2)) {
                        out.write(input);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(disk.failures()).isEqualTo(1);
    }
}
