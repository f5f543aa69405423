// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.Timestamp;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarArchiveTest {
    @TempDir
    private Path folder;

    private Path spool;
    private Path file;

    @BeforeEach
    void makeFolders() throws IOException {
        spool = Files.createDirectory(folder.resolve("spool"));
        file = folder.resolve("given.tar");
    }

    private TarArchive open(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return TarArchive.open(file, spool);
    }

    private static String text(TarArchive tar, TarEntry entry) throws IOException {
        try (InputStream content = tar.content(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private AbstractThrowableAssert<?, ?> assertRefused(byte[] bytes) throws IOException {
        AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(
                        () -> open(bytes).close())
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(file.toString())
                .satisfies(e -> assertThat(((RegshapeException) e).kind()).isEqualTo(Kind.BAD_CONTENT));
        assertSpoolIsEmpty();
        return thrown;
    }

    private void assertSpoolIsEmpty() throws IOException {
        try (Stream<Path> left = Files.list(spool)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void entriesAreThereInOrderAndTheirContentInAny(Compression compression) throws IOException {
        byte[] bytes = Inputs.compress(
                compression,
                new RawTar()
                        .directory("./")
                        .file("./b", "two")
                        .directory("./a/")
                        .file("./a/c", "three")
                        .symbolicLink("./a/l", "/anywhere/../é")
                        .file("./a.b", "")
                        .end());
        try (TarArchive tar = open(bytes)) {
            List<TarEntry> entries = tar.entries();
            assertThat(entries)
                    .containsExactly(
                            TarEntry.directory("a", 0644, 0, 0),
                            TarEntry.file("a/c", 0644, 0, 0, 5),
                            TarEntry.symbolicLink("a/l", "/anywhere/../é", 0, 0),
                            TarEntry.file("a.b", 0644, 0, 0, 0),
                            TarEntry.file("b", 0644, 0, 0, 3));
            assertThat(text(tar, entries.get(4))).isEqualTo("two");
            assertThat(text(tar, entries.get(1))).isEqualTo("three");
            assertThat(text(tar, entries.get(4))).isEqualTo("two");
            assertThat(text(tar, entries.get(3))).isEmpty();
            assertThat(text(tar, entries.get(0))).isEmpty();
        }
        assertSpoolIsEmpty();
    }

    @Test
    void whatItGivesTheWriterTakes() throws IOException {
        byte[] bytes = new RawTar()
                .file("z/file", "content")
                .hardLink("m", "./z/file")
                .hardLink("n", "m")
                .symbolicLink("y", "m")
                .hardLink("x", "y")
                .end();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (TarArchive tar = open(bytes)) {
            assertThat(tar.entries())
                    .containsExactly(
                            TarEntry.file("m", 0644, 0, 0, 7),
                            TarEntry.hardLink("n", "m", 0644, 0, 0),
                            TarEntry.symbolicLink("x", "m", 0, 0),
                            TarEntry.symbolicLink("y", "m", 0, 0),
                            TarEntry.hardLink("z/file", "m", 0644, 0, 0));
            assertThat(text(tar, tar.entries().get(0))).isEqualTo("content");
            try (TarWriter out = new TarWriter(written, Timestamp.DEFAULT)) {
                for (TarEntry entry : tar.entries()) {
                    out.write(entry, tar.content(entry));
                }
                out.finish();
            }
        }
        TarAssertions.assertAccepted(written.toByteArray());
    }

    @Test
    void ownersAndModesAreKept() throws IOException {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        RawTar.put(header, 100, "0106755");
        RawTar.put(header, 108, "0001750");
        RawTar.put(header, 116, "0000062");
        byte[] bytes = new RawTar()
                .header(RawTar.withChecksum(header))
                .pax('g', "gid", "7", "comment", "x")
                .pax('x', "uid", "4000000000")
                .file("b", "")
                .pax('x', "gid", "8")
                .file("c", "")
                .end();
        try (TarArchive tar = open(bytes)) {
            assertThat(tar.entries())
                    .containsExactly(
                            TarEntry.file("a", 06755, 1000, 50, 0),
                            TarEntry.file("b", 0644, 4_000_000_000L, 7, 0),
                            TarEntry.file("c", 0644, 0, 8, 0));
        }
    }

    @Test
    void extendedAttributesAreKept() throws IOException {
        byte[] bytes = new RawTar()
                .pax('g', "SCHILY.xattr.user.all", "no reader takes it")
                .pax('x', "SCHILY.xattr.user.b", "=\n\0é", "SCHILY.xattr.security.capability", "\1", "comment", "x")
                .file("a", "")
                .hardLink("b", "a")
                .pax('x', "SCHILY.xattr.user.d", "", "LIBARCHIVE.xattr.user.d", "ZA==")
                .directory("d")
                .pax('x', "SCHILY.xattr.trusted.l", "l")
                .symbolicLink("l", "a")
                .hardLink("m", "l")
                .file("n", "")
                .end();
        try (TarArchive tar = open(bytes)) {
            assertThat(tar.entries())
                    .containsExactly(
                            TarEntry.file("a", 0644, 0, 0, 0)
                                    // One character a byte: the test's é has two in UTF-8.
                                    .withExtendedAttributes(
                                            Map.of("user.b", "=\n\0\u00c3\u00a9", "security.capability", "\1")),
                            TarEntry.hardLink("b", "a", 0644, 0, 0),
                            TarEntry.directory("d", 0644, 0, 0).withExtendedAttributes(Map.of("user.d", "")),
                            TarEntry.symbolicLink("l", "a", 0, 0).withExtendedAttributes(Map.of("trusted.l", "l")),
                            TarEntry.symbolicLink("m", "a", 0, 0).withExtendedAttributes(Map.of("trusted.l", "l")),
                            TarEntry.file("n", 0644, 0, 0, 0));
        }
    }

    @Test
    void refusesExtendedAttributesThatLinuxDoesNotTake() throws IOException {
        String name = "user." + "n".repeat(251);
        assertRefused(new RawTar()
                        .pax('x', "SCHILY.xattr." + name, "value")
                        .file("a")
                        .end())
                .hasMessageContaining(
                        "of 'a' has a name of 256 bytes and a value of 5: Linux takes at most 255 and 65536");
        assertRefused(new RawTar()
                        .pax('x', "SCHILY.xattr.user.a", "v".repeat(65537))
                        .file("a")
                        .end())
                .hasMessageContaining(
                        "attribute 'user.a' of 'a' has a name of 6 bytes and a value of 65537: Linux takes at most");
        assertRefused(new RawTar().pax('x', "SCHILY.xattr.", "v").file("a").end())
                .hasMessageContaining("the extended attribute '' of 'a' has no valid name");
    }

    @ParameterizedTest
    @CsvSource({"3, a device", "4, a device", "6, a named pipe (fifo)", "M, of the unknown type 'M'"})
    void refusesWhatABuiltImageDoesNotGet(char type, String what) throws IOException {
        assertRefused(new RawTar().entry(type, "dev/x", "", new byte[0]).end())
                .hasMessageContaining("the entry 'dev/x' is " + what);
    }

    @Test
    void refusesWhatTheCheckOfALayerRefuses() throws IOException {
        assertRefused(new RawTar().file("a").file("./a").end()).hasMessageContaining("is there twice");
        assertRefused(new RawTar().file("a/../b").end()).hasMessageContaining("has '..' in it");
        assertRefused(new RawTar().file("/a").end()).hasMessageContaining("is absolute");
        assertRefused(new RawTar().file("a/.wh...", "").end())
                .hasMessageContaining("removes the folder that it lies in");
        assertRefused(new RawTar().file("a").soFar()).hasMessageContaining("it is cut short");
    }

    @Test
    void refusesAHardLinkToNothing() throws IOException {
        assertRefused(new RawTar().hardLink("a", "b").file("b").end())
                .hasMessageContaining("the hard link 'a' leads to 'b', which is no file in front of it");
        assertRefused(new RawTar().directory("b/").hardLink("a", "b").end())
                .hasMessageContaining("the hard link 'a' leads to 'b', which is no file in front of it");
    }

    @Test
    void refusesNamesThatAreNoTextAndNumbersThatAreNone() throws IOException {
        byte[] latin = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        latin[1] = (byte) 0xe9;
        assertRefused(new RawTar().header(RawTar.withChecksum(latin)).end())
                .hasMessageContaining("is not in UTF-8: make the tar in a UTF-8 locale");
        byte[] owner = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        RawTar.put(owner, 108, "nobody");
        assertRefused(new RawTar().header(RawTar.withChecksum(owner)).end())
                .hasMessageContaining("the user id of 'a' is no valid number");
        assertRefused(new RawTar().pax('x', "gid", "4294967295").file("a").end())
                .hasMessageContaining("the group id 4294967295 of 'a' is out of range");
        assertRefused(new RawTar().pax('x', "path", "n".repeat(256)).file("a").end())
                .hasMessageContaining("has a name of 256 bytes");
    }

    @Test
    void refusesWhatIsNoTar() throws IOException {
        assertRefused(new byte[0]).hasMessageContaining(" is empty");
        assertRefused("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII))
                .hasMessageContaining(
                        " is no tar but a zip or jar file: give a tar, plain or compressed with gzip or zstd");
        assertRefused(Inputs.compress(Compression.GZIP, new byte[] {1, 2, 3})).hasMessageContaining("it holds no tar");
        byte[] cut = Inputs.compress(Compression.ZSTD, Inputs.tar());
        assertRefused(Arrays.copyOf(cut, cut.length - 9)).hasMessageContaining("damaged or cut short zstd");
        Files.delete(file);
        assertThatThrownBy(() -> TarArchive.open(file, spool))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void tellsThatThePlainTarChanged() throws IOException {
        try (TarArchive tar = open(new RawTar().file("a", "text").end())) {
            TarEntry a = tar.entries().get(0);
            assertThat(text(tar, a)).isEqualTo("text");
            Files.write(file, new RawTar().file("a", "next").file("b").end());
            assertThatThrownBy(() -> text(tar, a))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageContaining("changed while it was read");
            Files.write(file, new byte[0]);
            assertThatThrownBy(() -> text(tar, a))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageContaining("changed while it was read");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhenTheThreadIsInterrupted(Compression compression) throws IOException {
        Files.write(file, Inputs.compress(compression, Inputs.tar()));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> TarArchive.open(file, spool)).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertSpoolIsEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=gnu",
                "--format=oldgnu",
                "--format=posix --sparse-version=0.0",
                "--format=posix --sparse-version=0.1",
                "--format=posix --sparse-version=1.0"
            })
    void expandsSparseFiles(String format) throws Exception {
        Inputs.requireTool("tar");
        Random random = new Random(RandomSeed.of(getClass()));
        Path root = Files.createDirectory(folder.resolve("root"));
        sparse(root.resolve("many"), random, 60);
        sparse(root.resolve("few"), random, 2);
        sparse(root.resolve("none"), random, 0);
        List<String> command = new ArrayList<>(List.of("tar", "-cSf", file.toString(), "-C", root.toString()));
        command.addAll(List.of(format.split(" ")));
        command.add(".");
        Inputs.run(command);
        assertThat(Files.size(file)).isLessThan(Files.size(root.resolve("many")));
        try (TarArchive tar = TarArchive.open(file, spool)) {
            assertThat(tar.entries()).extracting(TarEntry::path).containsExactly("few", "many", "none");
            for (TarEntry entry : tar.entries()) {
                byte[] expected = Files.readAllBytes(root.resolve(entry.path()));
                assertThat(entry.size()).isEqualTo(expected.length);
                assertThat(tar.content(entry).readAllBytes()).isEqualTo(expected);
            }
        }
    }

    private static void sparse(Path file, Random random, int pieces) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long at = 0;
            for (int i = 0; i < pieces; i++) {
                at += (1 + random.nextInt(4)) * 65_536L;
                byte[] piece = new byte[1 + random.nextInt(9000)];
                random.nextBytes(piece);
                out.seek(at);
                out.write(piece);
                at += piece.length;
            }
            out.setLength((at / 65_536 + random.nextInt(3) + 1) * 65_536);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,3",
                "0,4,2,4",
                "8,4,0,4",
                "0,9",
                "0,8,8,8",
                "x,8",
                "0,-8",
                "",
                "0,999999999999999999",
                "99999999999999999999,8"
            })
    void refusesADamagedSparseMap(String map) throws IOException {
        byte[] bytes = new RawTar()
                .pax('x', "GNU.sparse.size", "12", "GNU.sparse.map", map)
                .file("a", "12345678")
                .end();
        assertRefused(bytes).hasMessageContaining("the sparse file 'a': its map of pieces and holes is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2\n0\n4\n", "9999999999999999999\n", "1\n0\nx\n", "99999999\n0\n0\n"})
    void refusesADamagedSparseMapInTheContent(String map) throws IOException {
        byte[] bytes = new RawTar()
                .pax('x', "GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.realsize", "12")
                .file("a", map)
                .end();
        assertRefused(bytes).hasMessageContaining("the sparse file 'a': its map of pieces and holes is damaged");
    }

    /** Whatever the bytes are: it is read, or refused with a message. */
    @Test
    void damagedTarsAreReadOrRefused() throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        byte[] gnu = RawTar.header(RawTar.GNU, 'S', "s", "", 8);
        RawTar.put(gnu, 386, "00000000000");
        RawTar.put(gnu, 398, "00000000004");
        RawTar.put(gnu, 410, "00000000010");
        RawTar.put(gnu, 422, "00000000004");
        RawTar.put(gnu, 483, "00000000014");
        byte[] sound = new RawTar()
                .directory("d/")
                .file("d/f", "content")
                .hardLink("h", "d/f")
                .header(RawTar.withChecksum(gnu))
                .content(new byte[8])
                .pax('x', "GNU.sparse.size", "12", "GNU.sparse.map", "0,4,8,4", "uid", "70")
                .file("p", "12345678")
                .pax('x', "GNU.sparse.major", "1", "GNU.sparse.realsize", "12", "path", "né")
                .file("q", "1\n12\n0\n" + "\0".repeat(505))
                .end();
        try (TarArchive tar = open(sound)) {
            assertThat(tar.entries()).extracting(TarEntry::path).containsExactly("d", "d/f", "h", "né", "p", "s");
            assertThat(text(tar, tar.entries().get(4))).isEqualTo("1234\0\0\0\0005678");
        }
        for (int round = 0; round < 1000; round++) {
            byte[] bytes = sound.clone();
            int block = random.nextInt(bytes.length / 512) * 512;
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[block + random.nextInt(512)] = (byte) "0179,= \nx\0\u00ff".charAt(random.nextInt(11));
            }
            byte[] header = Arrays.copyOfRange(bytes, block, block + 512);
            if (random.nextBoolean() && !TarHeader.isZero(header)) {
                System.arraycopy(RawTar.withChecksum(header), 0, bytes, block, 512);
            }
            try (TarArchive tar = open(bytes)) {
                for (TarEntry entry : tar.entries()) {
                    long length = Math.min(entry.size(), 1000);
                    assertThat(tar.content(entry).readNBytes(1000)).hasSize((int) length);
                }
            } catch (RegshapeException e) {
                assertThat(e.kind()).isEqualTo(Kind.BAD_CONTENT);
            }
        }
    }
}
