// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.digest.Digest;
import io.regshape.layer.Inputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the encoder writes is read back by others, is the same everywhere, and is small. */
class EncoderTest {
    private static final int WINDOW = 32 * 1024;

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

    /** Inputs that are awkward, by what is awkward about them. */
    private static Map<String, byte[]> corpus(Random random) {
        Map<String, byte[]> corpus = new LinkedHashMap<>();
        for (int length : new int[] {
            0,
            1,
            2,
            3,
            7,
            8,
            9,
            257,
            258,
            259,
            WINDOW - 1,
            WINDOW,
            WINDOW + 1,
            Piece.SIZE - 1,
            Piece.SIZE,
            Piece.SIZE + 1
        }) {
            corpus.put("zeros " + length, new byte[length]);
            corpus.put("random " + length, random(random, length, 256));
            corpus.put("few symbols " + length, random(random, length, 3));
        }
        corpus.put("all symbols", allSymbols());
        corpus.put("Fibonacci frequencies", fibonacci());
        corpus.put("one match at the window's end", farMatch(random));
        corpus.put("one byte beyond the window", Inputs.concat(random(random, WINDOW + 1, 256), new byte[0]));
        corpus.put("text", text(random, 700_000));
        corpus.put(
                "compressed in the middle",
                Inputs.concat(text(random, 200_000), random(random, 400_000, 256), text(random, 200_000)));
        corpus.put("periods", periods(random));
        corpus.put("one hash", collisions());
        return corpus;
    }

    private static byte[] random(Random random, int length, int symbols) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(symbols);
        }
        return bytes;
    }

    private static byte[] allSymbols() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** The deepest tree that there is: without a limit the rarest symbols would have codes of 22 bits. */
    private static byte[] fibonacci() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] counts = new int[23];
        counts[0] = 1;
        counts[1] = 1;
        for (int i = 2; i < counts.length; i++) {
            counts[i] = counts[i - 1] + counts[i - 2];
        }
        Random random = new Random(3);
        int left = Arrays.stream(counts).sum();
        // Shuffled, so that there are no matches to speak of.
        while (left > 0) {
            int at = random.nextInt(left);
            int symbol = 0;
            while (at >= counts[symbol]) {
                at -= counts[symbol++];
            }
            counts[symbol]--;
            left--;
            bytes.write(symbol * 11);
        }
        return bytes.toByteArray();
    }

    private static byte[] farMatch(Random random) {
        byte[] word = random(random, 300, 256);
        return Inputs.concat(word, random(random, WINDOW - word.length, 256), word, word);
    }

    private static byte[] text(Random random, int length) {
        String[] words = {"layer", "digest", "the", "of", "manifest", "a", "blob", "is", "\n", "config", "size"};
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)]).append(random.nextInt(20) == 0 ? ". " : " ");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] periods(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int period = 1; period < 300; period += 7) {
            byte[] unit = random(random, period, 256);
            for (int i = 0; i < 2_000 / period + 2; i++) {
                bytes.writeBytes(unit);
            }
        }
        return bytes.toByteArray();
    }

    /** Groups of five bytes whose product with the hash's factor has the same upper bits, in growing numbers. */
    private static byte[] collisions() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long factor = 0x9E3779B185EBCA87L;
        for (long value = 1; bytes.size() < 10_000; value++) {
            if ((value << 24) * factor >>> 50 == 77) {
                for (int i = 0; i < 5; i++) {
                    bytes.write((int) (value >>> 8 * i));
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void comesBackFromTheJdk() throws IOException {
        for (Map.Entry<String, byte[]> input :
                corpus(new Random(Inputs.seed(getClass()))).entrySet()) {
            assertComesBack(input.getKey(), input.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "pigz", "igzip"})
    void comesBackFrom(String tool, @TempDir Path folder) throws Exception {
        Inputs.requireTool(tool);
        for (Map.Entry<String, byte[]> input : corpus(new Random(1)).entrySet()) {
            for (int level : new int[] {1, 6, 9}) {
                Path file = Files.write(folder.resolve("input.gz"), gzip(input.getValue(), level));
                Inputs.run(List.of(tool, "-t", file.toString()));
            }
        }
    }

    @Test
    void randomMixturesComeBack() throws IOException {
        long seed = Inputs.seed(getClass());
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[][] parts = new byte[1 + random.nextInt(6)][];
            for (int part = 0; part < parts.length; part++) {
                int length = random.nextInt(90_000);
                parts[part] = switch (random.nextInt(4)) {
                    case 0 -> random(random, length, 256);
                    case 1 -> random(random, length, 1 + random.nextInt(40));
                    case 2 -> text(random, length);
                    default -> Arrays.copyOf(new byte[] {(byte) i}, length);
                };
            }
            assertComesBack("seed " + seed + ", round " + i, Inputs.concat(parts));
        }
    }

    /** The promise: these bytes, on every machine. A change is a breaking one, see docs/compression.md. */
    @ParameterizedTest
    @CsvSource({
        "1, a7d505ff90c9d03c26ed",
        "3, a973042db1f94780a345",
        "6, a973042db1f94780a345",
        "7, 54b7b83188ac025a4c11",
        "9, 14a386723915a698d4b6",
    })
    void writesThePinnedBytes(int level, String digest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        corpus(new Random(42)).values().forEach(input -> all.writeBytes(gzip(input, level)));
        assertThat(Digest.sha256(all.toByteArray()).encoded()).startsWith(digest);
    }

    @Test
    void levelsOfOneSettingWriteTheSameBytes() {
        byte[] input = text(new Random(5), 300_000);
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
        byte[] input = text(new Random(6), 1_000_000);
        int[] sizes = {gzip(input, 1).length, gzip(input, 6).length, gzip(input, 7).length, gzip(input, 9).length};
        assertThat(sizes).isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    }

    @Test
    void isNotMuchLargerThanZlib() throws IOException {
        byte[] input = text(new Random(7), 1_000_000);
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
    void everyJvmWritesTheSameBytes(@TempDir Path folder) throws Exception {
        byte[] input = text(new Random(8), 60_000);
        Path file = Files.write(folder.resolve("input"), input);
        Path output = folder.resolve("output");
        String classPath = place(GzipOutput.class) + File.pathSeparator + place(Compress.class);
        List<String> homes = Stream.of(System.getProperty("java.home"), System.getProperty("regshape.it.jdk", ""))
                .filter(home -> !home.isEmpty())
                .toList();
        for (String home : homes) {
            for (String mode : List.of("-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation")) {
                Inputs.run(List.of(
                        Path.of(home, "bin", "java").toString(),
                        mode,
                        "-cp",
                        classPath,
                        Compress.class.getName(),
                        file.toString(),
                        output.toString()));
                assertThat(output).as(home + " " + mode).hasBinaryContent(gzip(input, 6));
            }
        }
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Compresses a file, in a process of its own. */
    static final class Compress {
        private Compress() {}

        public static void main(String[] files) throws IOException {
            try (OutputStream file = Files.newOutputStream(Path.of(files[1]));
                    OutputStream out = new GzipOutput(file, 6)) {
                out.write(Files.readAllBytes(Path.of(files[0])));
            }
        }
    }
}
