// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static io.regshape.layer.TarAssertions.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tars that we did not write: the checker must accept them all. */
class OutsideTarTest {
    private static final String LONG = "a-long-name-".repeat(20);

    @Test
    void acceptsWhatCommonsCompressWrites() throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        for (int round = 0; round < 60; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Set<String> names = new HashSet<>();
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
                boolean posix = random.nextBoolean();
                tar.setLongFileMode(
                        posix ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                tar.setAddPaxHeadersForNonAsciiNames(posix);
                for (int i = random.nextInt(30); i >= 0; i--) {
                    String name = randomName(random);
                    if (names.add(name)) {
                        byte[] content = new byte[random.nextInt(3000)];
                        TarArchiveEntry entry = new TarArchiveEntry(name);
                        entry.setSize(content.length);
                        entry.setUserId(random.nextLong() & 0xffffffffL);
                        tar.putArchiveEntry(entry);
                        tar.write(content);
                        tar.closeArchiveEntry();
                    }
                }
            }
            check(bytes.toByteArray());
            String again = names.iterator().next();
            byte[] twice = Inputs.concat(
                    new RawTar().pax('x', "path", "./" + again).file("a").soFar(), bytes.toByteArray());
            assertThatThrownBy(() -> check(twice))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageContaining("is there twice");
        }
    }

    private static String randomName(Random random) {
        StringBuilder name = new StringBuilder();
        for (int depth = random.nextInt(6); depth >= 0; depth--) {
            for (int length = random.nextInt(60); length >= 0; length--) {
                name.appendCodePoint("abcäöü漢😀-_ .x".codePointAt(random.nextInt(9)));
            }
            name.append(depth == 0 ? "n" : "d/");
        }
        return name.toString();
    }

    @ParameterizedTest
    @CsvSource({"v7, false", "ustar, false", "oldgnu, true", "gnu, true", "posix, true"})
    void acceptsWhatGnuTarWrites(String format, boolean longNames, @TempDir Path folder) throws Exception {
        Inputs.requireTool("tar");
        Path root = Files.createDirectories(folder.resolve("root/app/naïve 漢"))
                .getParent()
                .getParent();
        Files.writeString(root.resolve("app/naïve 漢/file"), "text");
        Files.write(root.resolve("app/large"), new byte[100_000]);
        Files.createSymbolicLink(root.resolve("app/symbolic"), Path.of("../../elsewhere"));
        Files.createLink(root.resolve("app/hard"), root.resolve("app/large"));
        if (longNames) {
            Path deep = Files.createDirectories(root.resolve(LONG + "/" + LONG));
            Files.writeString(deep.resolve(LONG), "text");
            Files.createSymbolicLink(deep.resolve("link"), Path.of(LONG, LONG, LONG));
            Files.createLink(deep.resolve("hard"), deep.resolve(LONG));
        }
        check(tar(folder, "--format=" + format));
    }

    @ParameterizedTest
    @CsvSource({"gnu, 1.0", "posix, 0.0", "posix, 0.1", "posix, 1.0"})
    void acceptsSparseFilesOfGnuTar(String format, String version, @TempDir Path folder) throws Exception {
        Inputs.requireTool("tar");
        Path root = Files.createDirectories(folder.resolve("root"));
        try (RandomAccessFile file = new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
            for (int i = 0; i < 60; i++) {
                file.seek(i * 1_000_000L);
                file.write("data".getBytes(StandardCharsets.UTF_8));
            }
            file.setLength(100_000_000);
        }
        Files.writeString(root.resolve("z"), "text");
        byte[] tar = tar(folder, "--format=" + format, "--sparse", "--sparse-version=" + version);
        assertThat(tar).hasSizeLessThan(2_000_000);
        check(tar);
    }

    private static byte[] tar(Path folder, String... options) throws IOException, InterruptedException {
        Path file = folder.resolve("layer.tar");
        List<String> command =
                new ArrayList<>(List.of("tar", "-C", folder.resolve("root").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cf", file.toString(), "."));
        Inputs.run(command);
        return Files.readAllBytes(file);
    }
}
