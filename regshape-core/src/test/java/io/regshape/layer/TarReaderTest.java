// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.testing.Command;
import io.regshape.testing.OutsideTools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
    private static final String LONG = "long/".repeat(60) + "name";

    private static List<TarReader.Entry> read(byte[] tar) throws IOException {
        TarReader reader = new TarReader(new ByteArrayInputStream(tar), "a.tar");
        List<TarReader.Entry> entries = new ArrayList<>();
        for (Optional<TarReader.Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    private static TarReader.Entry only(byte[] tar) throws IOException {
        List<TarReader.Entry> entries = read(tar);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static void assertRefused(byte[] tar, String message) {
        assertThatThrownBy(() -> read(tar))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("a.tar: " + message);
    }

    @Test
    void saysWhereTheContentLies() throws IOException {
        byte[] tar =
                new RawTar().file("a", "one").directory("b/").file("b/c", "two").end();
        List<TarReader.Entry> entries = read(tar);
        assertThat(entries).map(TarReader.Entry::path).containsExactly("a", "b/", "b/c");
        assertThat(entries).map(TarReader.Entry::mode).containsOnly(0644);
        assertThat(entries)
                .map(entry -> new String(tar, (int) entry.offset(), (int) entry.size(), StandardCharsets.UTF_8))
                .containsExactly("one", "", "two");
    }

    @Test
    void tellsTypes() throws IOException {
        byte[] tar = new RawTar()
                .hardLink("h", "a")
                .symbolicLink("s", "../a")
                .entry('3', "device", "", new byte[0])
                .entry('\0', "old/", "", new byte[0])
                .entry('Z', "unknown", "", new byte[0])
                .end();
        assertThat(read(tar))
                .map(TarReader.Entry::type)
                .containsExactly(
                        Optional.of(TarEntry.Type.HARD_LINK),
                        Optional.of(TarEntry.Type.SYMBOLIC_LINK),
                        Optional.empty(),
                        Optional.of(TarEntry.Type.DIRECTORY),
                        Optional.of(TarEntry.Type.FILE));
        assertThat(read(tar)).map(TarReader.Entry::linkTarget).startsWith("a", "../a");
    }

    @Test
    void readsLongNames() throws IOException {
        byte[] pax = new RawTar()
                .pax('g', "comment", "x")
                .pax('x', "path", LONG, "linkpath", LONG + "2")
                .symbolicLink("short", "short")
                .end();
        assertThat(only(pax).path()).isEqualTo(LONG);
        assertThat(only(pax).linkTarget()).isEqualTo(LONG + "2");
        byte[] gnu = new RawTar(RawTar.GNU)
                .entry('L', "././@LongLink", "", (LONG + "\0").getBytes(StandardCharsets.UTF_8))
                .entry('K', "././@LongLink", "", (LONG + "2\0").getBytes(StandardCharsets.UTF_8))
                .symbolicLink("short", "short")
                .end();
        assertThat(only(gnu).path()).isEqualTo(LONG);
        assertThat(only(gnu).linkTarget()).isEqualTo(LONG + "2");
    }

    @Test
    void refusesNamesThatNoSystemTakes() throws IOException {
        String longest = "n".repeat(4095);
        byte[] taken = new RawTar()
                .pax('x', "path", longest, "linkpath", longest)
                .symbolicLink("a", "b")
                .pax('x', "linkpath", longest + "n")
                .file("no link")
                .end();
        assertThat(read(taken)).map(TarReader.Entry::path).containsExactly(longest, "no link");
        String fault = " '" + "n".repeat(200) + "...' has 4096 bytes: Linux takes at most 4095";
        assertRefused(new RawTar().pax('x', "path", longest + "n").file("a").end(), "the path" + fault);
        byte[] gnu = new RawTar(RawTar.GNU)
                .entry('L', "././@LongLink", "", (longest + "n\0").getBytes(StandardCharsets.UTF_8))
                .file("a")
                .end();
        assertRefused(gnu, "the path" + fault);
        assertRefused(
                new RawTar()
                        .pax('x', "linkpath", longest + "n")
                        .hardLink("a", "b")
                        .end(),
                "the link target" + fault);
    }

    @Test
    void takesWhatALayerMayNotHold() throws IOException {
        assertThat(read(new RawTar().file("/a").file("../b").file("c").file("c").end()))
                .map(TarReader.Entry::path)
                .containsExactly("/a", "../b", "c", "c");
    }

    @Test
    void refusesDamage() {
        byte[] tar = new RawTar().file("a").file("b").end();
        assertRefused(new byte[0], "it is cut short: the tar has no end, which is a block of zeros");
        for (int length : new int[] {1, 512, 600, 1024, 2048}) {
            assertRefused(Arrays.copyOf(tar, length), "it is cut short: the tar has no end, which is a block of zeros");
        }
        byte[] damaged = tar.clone();
        damaged[1024] = 'x';
        assertRefused(damaged, "the tar is damaged: the header at offset 1024 has a wrong checksum");
        assertRefused(
                "no tar".repeat(200).getBytes(StandardCharsets.UTF_8),
                "it holds data of an unknown kind where a tar should begin");
    }

    @Test
    void refusesHostileNumbers() {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        header[124] = (byte) 0xff;
        assertRefused(RawTar.withChecksum(header), "the header of 'a' has no valid size");
        assertRefused(
                new RawTar()
                        .header(RawTar.header(RawTar.USTAR, 'x', "a", "", 1L << 32))
                        .end(),
                "an extended header of 4294967296 bytes is too long: 1048576 are allowed");
        assertRefused(
                new RawTar().pax('x', "size", "9".repeat(18)).file("a").end(),
                "it is cut short: the tar has no end, which is a block of zeros");
        assertRefused(
                new RawTar().pax('g', "size", "1").file("a").end(),
                "a global PAX header sets the path, the target or the size of entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax"})
    void tellsSparseFilesOfGnuTar(String format, @TempDir Path folder) throws IOException {
        if (OutsideTools.areThere(System.getProperty("interop", "optional"), "tar")) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
                for (int i = 0; i < 60; i++) {
                    file.seek(i * 1_000_000L);
                    file.write(1);
                }
            }
            Files.writeString(folder.resolve("z"), "behind");
            Command.of("tar", "--format=" + format, "--sparse", "-cf", "a.tar", "sparse", "z")
                    .in(folder.toFile())
                    .succeeds();
            List<TarReader.Entry> entries = read(Files.readAllBytes(folder.resolve("a.tar")));
            assertThat(entries).map(TarReader.Entry::path).containsExactly("sparse", "z");
            assertThat(entries).map(TarReader.Entry::sparse).containsExactly(true, false);
        }
    }
}
