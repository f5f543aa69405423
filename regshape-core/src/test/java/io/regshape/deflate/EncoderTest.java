// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.digest.Digest;
import io.regshape.layer.Inputs;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the encoder writes is read back by others, is the same everywhere, and is small. */
class EncoderTest {
    /** Left out where mutations are counted: these take long for each. */
    private static final String WHOLE_ENCODER = "whole-encoder";

    private static byte[] gzip(byte[] input, int level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GzipOutput(bytes, level, 2)) {
            out.write(input);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static void assertComesBack(String what, byte[] input) throws IOException {
        for (int level : new int[] {1, 6, 9}) {
            byte[] output = gzip(input, level);
            assertThat(Arrays.equals(new GZIPInputStream(new ByteArrayInputStream(output)).readAllBytes(), input))
                    .as(what + " at level " + level)
                    .isTrue();
            assertThat(output.length).as(what).isLessThanOrEqualTo(input.length + input.length / 4096 + 64);
        }
    }

    @Test
    @Tag(WHOLE_ENCODER)
    void comesBackFromTheJdk() throws IOException {
        for (Map.Entry<String, byte[]> input :
                Corpus.of(new Random(RandomSeed.of(getClass()))).entrySet()) {
            assertComesBack(input.getKey(), input.getValue());
        }
    }

    @ParameterizedTest
    @Tag(WHOLE_ENCODER)
    @ValueSource(strings = {"gzip", "pigz", "igzip"})
    void comesBackFrom(String tool, @TempDir Path folder) throws Exception {
        Inputs.requireTool(tool);
        for (Map.Entry<String, byte[]> input : Corpus.of(new Random(1)).entrySet()) {
            for (int level : new int[] {1, 6, 9}) {
                Path file = Files.write(folder.resolve("input.gz"), gzip(input.getValue(), level));
                Inputs.run(List.of(tool, "-t", file.toString()));
            }
        }
    }

    @Test
    @Tag(WHOLE_ENCODER)
    void randomMixturesComeBack() throws IOException {
        long seed = RandomSeed.of(getClass());
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[][] parts = new byte[1 + random.nextInt(6)][];
            for (int part = 0; part < parts.length; part++) {
                int length = random.nextInt(90_000);
                parts[part] = switch (random.nextInt(4)) {
                    case 0 -> Corpus.random(random, length, 256);
                    case 1 -> Corpus.random(random, length, 1 + random.nextInt(40));
                    case 2 -> Corpus.text(random, length);
                    default -> Arrays.copyOf(new byte[] {(byte) i}, length);
                };
            }
            assertComesBack("seed " + seed + ", round " + i, Inputs.concat(parts));
        }
    }

    /** The promise: these bytes, on every machine. A change is a breaking one, see docs/compression.md. */
    @ParameterizedTest
    @CsvSource({
        "1, eef712d2de93072fbc75",
        "3, ee405a695ec635984feb",
        "6, ee405a695ec635984feb",
        "7, 7d8aeb9d0c1cbb24dacb",
        "9, 14cf19f6375c8fbae51c",
    })
    void writesThePinnedBytes(int level, String digest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Corpus.of(new Random(42)).values().forEach(input -> all.writeBytes(gzip(input, level)));
        assertThat(Digest.sha256(all.toByteArray()).encoded()).startsWith(digest);
    }

    @Test
    void levelsOfOneSettingWriteTheSameBytes() {
        byte[] input = Corpus.text(new Random(5), 300_000);
        assertThat(withoutHeader(gzip(input, 2))).isEqualTo(withoutHeader(gzip(input, 1)));
        for (int level : new int[] {3, 4, 5}) {
            assertThat(gzip(input, level)).isEqualTo(gzip(input, 6));
        }
        assertThat(gzip(input, 8)).isEqualTo(gzip(input, 7));
    }

    private static byte[] withoutHeader(byte[] gzip) {
        return Arrays.copyOfRange(gzip, 10, gzip.length);
    }

    @Test
    void higherLevelsAreSmaller() {
        byte[] input = Corpus.text(new Random(6), 1_000_000);
        int[] sizes = {gzip(input, 1).length, gzip(input, 6).length, gzip(input, 7).length, gzip(input, 9).length};
        assertThat(sizes).isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    }

    @Test
    void isNotMuchLargerThanZlib() throws IOException {
        byte[] input = Corpus.text(new Random(7), 1_000_000);
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(zlib, new Deflater(9, true))) {
            out.write(input);
        }
        assertThat(gzip(input, 9).length).isLessThan(zlib.size() * 103 / 100);
    }

    @Test
    void refusesLevelsThatThereAreNot() {
        for (int level : new int[] {-1, 0, 10}) {
            assertThatThrownBy(() -> new GzipOutput(OutputStream.nullOutputStream(), level))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("level " + level + " is not 1 to 9");
        }
    }

    /** The interpreter, each compiler, and another JDK where there is one. */
    @Test
    @Tag(WHOLE_ENCODER)
    void everyJvmWritesTheSameBytes(@TempDir Path folder) throws Exception {
        Random random = new Random(8);
        byte[] input = Inputs.concat(
                Corpus.text(random, 60_000),
                Corpus.random(random, 60_000, 256),
                Corpus.random(random, 60_000, 20),
                Corpus.text(random, Piece.SIZE));
        Path file = Files.write(folder.resolve("input"), input);
        Path output = folder.resolve("output");
        List<String> homes = Stream.of(System.getProperty("java.home"), System.getProperty("regshape.it.jdk", ""))
                .filter(home -> !home.isEmpty())
                .toList();
        for (String home : homes) {
            for (String mode : List.of("-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation")) {
                Inputs.runJava(home, List.of(mode), Compress.class, file.toString(), output.toString());
                assertThat(output)
                        .as(home + " " + mode)
                        .hasBinaryContent(Inputs.concat(gzip(input, 1), gzip(input, 6), gzip(input, 9)));
            }
        }
    }

    /** On 64 processors it has as many threads as it ever has. */
    @ParameterizedTest
    @Tag(WHOLE_ENCODER)
    @ValueSource(ints = {1, 64})
    void fitsInto64MebibytesOfHeap(int processors) throws Exception {
        List<String> options = List.of("-Xmx64m", "-XX:ActiveProcessorCount=" + processors);
        Inputs.runJava(System.getProperty("java.home"), options, CompressMuch.class, "100", "6", "9");
    }

    /** Compresses a file at three levels, in a process of its own. */
    static final class Compress {
        private Compress() {}

        public static void main(String[] files) throws IOException {
            byte[] bytes = Files.readAllBytes(Path.of(files[0]));
            try (OutputStream file = Files.newOutputStream(Path.of(files[1]))) {
                for (int level : new int[] {1, 6, 9}) {
                    try (OutputStream out = new GzipOutput(file, level)) {
                        out.write(bytes);
                    }
                }
            }
        }
    }

    /** Compresses so many MiB at each of some levels, in a process of its own. */
    static final class CompressMuch {
        private CompressMuch() {}

        public static void main(String[] arguments) throws IOException {
            byte[] bytes = new byte[1 << 20];
            new Random(1).nextBytes(bytes);
            Arrays.fill(bytes, 200_000, 900_000, (byte) 7);
            for (int i = 1; i < arguments.length; i++) {
                try (OutputStream out =
                        new GzipOutput(OutputStream.nullOutputStream(), Integer.parseInt(arguments[i]))) {
                    for (int left = Integer.parseInt(arguments[0]); left > 0; left--) {
                        out.write(bytes);
                    }
                }
            }
        }
    }
}
