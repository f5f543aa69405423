// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarCheckerTest {

    private static void check(byte[] tar) {
        TarChecker checker = new TarChecker("layer.tar");
        checker.update(tar, 0, tar.length);
        checker.finish();
    }

    private static void assertAccepted(byte[] tar) {
        assertThatCode(() -> check(tar)).doesNotThrowAnyException();
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(byte[] tar) {
        return assertThatThrownBy(() -> check(tar))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("layer.tar: ")
                .satisfies(e -> assertThat(((RegshapeException) e).kind()).isEqualTo(Kind.BAD_CONTENT));
    }

    private static String verdict(byte[] tar, int[] cuts) {
        TarChecker checker = new TarChecker("layer.tar");
        try {
            int at = 0;
            for (int cut : cuts) {
                checker.update(tar, at, cut - at);
                at = cut;
            }
            checker.update(tar, at, tar.length - at);
            checker.finish();
            return "accepted";
        } catch (RegshapeException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RawTar.USTAR, RawTar.GNU, RawTar.V7})
    void acceptsFilesDirectoriesAndLinks(String magic) {
        assertAccepted(new RawTar(magic)
                .directory("./")
                .directory("./app/")
                .file("./app/a.txt")
                .file("app/empty", "")
                .file("app/..x/.../x..", "dots that lead nowhere")
                .symbolicLink("app/link", "/anywhere/../at/all")
                .hardLink("app/hard", "./app/a.txt")
                .entry('3', "dev/null", "", new byte[0])
                .entry('6', "fifo", "", new byte[0])
                .entry('7', "contiguous", "", new byte[700])
                .entry('\0', "old", "", new byte[512])
                .entry('Z', "of an unknown kind", "", new byte[513])
                .end());
    }

    @Test
    void acceptsATarWithoutEntries() {
        assertAccepted(new RawTar().end());
        assertAccepted(new byte[10_240]);
    }

    @Test
    void oneZeroBlockIsEnoughToEndATar() {
        byte[] tar = new RawTar().file("a").end();
        assertAccepted(Arrays.copyOf(tar, tar.length - 512));
        assertAccepted(Arrays.copyOf(tar, tar.length + 7));
    }

    @Test
    void refusesATarThatIsCutShortAnywhere() {
        byte[] tar = new RawTar()
                .pax('g', "comment", "x")
                .pax('x', "path", "long/".repeat(40) + "name")
                .file("short", "some content")
                .entry('L', "././@LongLink", "", "a/long/name\0".getBytes(StandardCharsets.UTF_8))
                .file("short", "x".repeat(600))
                .directory("d/")
                .end();
        for (int length = 0; length < tar.length - 512; length++) {
            byte[] cut = Arrays.copyOf(tar, length);
            assertThatThrownBy(() -> check(cut)).isInstanceOf(RegshapeException.class);
        }
        assertRefused(Arrays.copyOf(tar, tar.length - 1024))
                .hasMessageContaining("cut short")
                .hasMessageContaining("in or behind the entry 'd/'");
        assertRefused(Arrays.copyOf(tar, 600)).hasMessageContaining("in or behind its first entry");
        assertRefused(Arrays.copyOf(tar, 100)).hasMessage("layer.tar: it holds no tar, only 100 bytes");
    }

    @Test
    void refusesBytesBehindTheEnd() {
        byte[] first = new RawTar().file("a").end();
        byte[] second = new RawTar().file("b").end();
        assertRefused(Inputs.concat(first, second))
                .hasMessageContaining("bytes follow the end of the tar, at offset " + first.length)
                .hasMessageContaining("--concatenate");
    }

    @Test
    void namesWhatIsThereInsteadOfATar() {
        byte[] gzip = Inputs.compress(Compression.GZIP, new byte[100_000]);
        assertRefused(Arrays.copyOf(gzip, 1024)).hasMessage("layer.tar: it holds gzip data where a tar should begin");
        assertRefused("x".repeat(1000).getBytes(StandardCharsets.UTF_8))
                .hasMessageContaining("it holds neither a tar nor gzip nor zstd data where");
    }

    @Test
    void refusesAHeaderWithAWrongChecksum() {
        byte[] tar = new RawTar().file("a").file("b").end();
        tar[1024] ^= 1;
        assertRefused(tar)
                .hasMessage(
                        "layer.tar: the tar is damaged behind the entry 'a': the header there has a wrong checksum");
    }

    @Test
    void acceptsAChecksumOverSignedBytes() {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "naïve", "", 0);
        RawTar.put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b;
        }
        RawTar.put(header, 148, String.format("%06o\0 ", sum));
        assertAccepted(new RawTar().header(header).end());
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, the path '/etc/passwd' is absolute: a layer's paths are relative to its root (layer.md)",
        "../x, the path '../x' has '..' in it: a layer's paths are relative to its root (layer.md)",
        "a/../b, the path 'a/../b' has '..' in it",
        "a/.., the path 'a/..' has '..' in it",
        "'', the path of an entry is empty"
    })
    void refusesAPathThatLeavesTheRoot(String path, String message) {
        assertRefused(new RawTar().file(path).end()).hasMessageContaining(message);
        assertRefused(new RawTar().pax('x', "path", path).file("a").end()).hasMessageContaining(message);
        assertRefused(new RawTar()
                        .entry('L', "", "", (path + "\0").getBytes(StandardCharsets.UTF_8))
                        .file("a")
                        .end())
                .hasMessageContaining(message);
    }

    @Test
    void refusesAPathWhosePrefixLeavesTheRoot() {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "name", "", 0);
        RawTar.put(header, 345, "../up");
        assertRefused(new RawTar().header(RawTar.withChecksum(header)).end())
                .hasMessageContaining("the path '../up/name' has '..' in it");
    }

    @Test
    void refusesAHardLinkThatLeavesTheRoot() {
        assertRefused(new RawTar().hardLink("a", "/etc/passwd").end())
                .hasMessageContaining("the target of the hard link 'a', '/etc/passwd' is absolute");
        assertRefused(new RawTar().hardLink("a", "b/../../c").end()).hasMessageContaining("has '..' in it");
        assertRefused(new RawTar()
                        .pax('x', "linkpath", "../c")
                        .hardLink("a", "b")
                        .end())
                .hasMessageContaining("'../c' has '..' in it");
        assertRefused(new RawTar()
                        .entry('K', "", "", "../c\0".getBytes(StandardCharsets.UTF_8))
                        .hardLink("a", "b")
                        .end())
                .hasMessageContaining("'../c' has '..' in it");
    }

    @ParameterizedTest
    @CsvSource({"a/b, a/b", "a/b, ./a/b", "a/b, a//b", "a/b, a/b/", "a/b, a/./b", "./, .", "./, .///."})
    void refusesAPathThatIsThereTwice(String first, String second) {
        assertRefused(new RawTar().file(first).file("between").file(second).end())
                .hasMessage(
                        "layer.tar: the path '" + second + "' is there twice: a layer holds each path once (layer.md)");
    }

    @Test
    void pathsThatAreOnlyAlikeAreNotTheSame() {
        assertAccepted(new RawTar()
                .file("ab")
                .file("a/b")
                .file("a/b.")
                .file("a/B")
                .file("..a")
                .end());
    }

    @Test
    void refusesAnEntryBeneathASymbolicLink() {
        assertRefused(new RawTar()
                        .symbolicLink("lib", "usr/lib")
                        .file("./lib/x/y")
                        .end())
                .hasMessageContaining("the path './lib/x/y' lies beneath a symbolic link of the same tar");
        assertRefused(new RawTar().file("lib/x").symbolicLink("lib", "usr/lib").end())
                .hasMessageContaining("the symbolic link 'lib' has entries of the same tar beneath it");
        assertRefused(new RawTar().symbolicLink("./", "usr").file("a").end())
                .hasMessageContaining("the symbolic link './' has entries");
        assertAccepted(
                new RawTar().symbolicLink("lib", "usr/lib").file("lib64/x").end());
    }

    @Test
    void showsPathsWithoutWhatATerminalWouldObey() {
        assertRefused(new RawTar().file("/\u001b[31mred\u202e\nnaïve").end())
                .hasMessageContaining("the path '/\\u001b[31mred\\u202e\\u000anaïve' is absolute");
        assertRefused(new RawTar()
                        .pax('x', "path", "/" + "é".repeat(5000))
                        .file("a")
                        .end())
                .hasMessageContaining("the path '/" + "é".repeat(199) + "...' is absolute");
    }

    @ParameterizedTest
    @CsvSource({"path, 'a\0/../b'", "linkpath, '\0'", "GNU.sparse.name, 'x\0'"})
    void refusesANulInAPaxPath(String key, String value) {
        assertRefused(new RawTar().pax('x', key, value).file("a").end())
                .hasMessageContaining("the " + key + " '")
                .hasMessageContaining("of a PAX header has a NUL in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 path=abc",
                "5 path=abc\n",
                "x path=a\n",
                " path=a\n",
                "9 patha\n",
                "99999999999999999999 a=b\n",
                "999 a=b\n",
                "0 a=b\n",
                "-9 path=a\n",
                "7",
                "7 "
            })
    void refusesAPaxRecordThatIsNone(String record) {
        assertRefused(new RawTar()
                        .entry('x', "pax", "", record.getBytes(StandardCharsets.UTF_8))
                        .file("a")
                        .end())
                .hasMessageContaining("a record of a PAX header has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "0x10", "9223372036854775807", "99999999999999999999", "1 "})
    void refusesAPaxSizeThatIsNone(String size) {
        assertRefused(new RawTar().pax('x', "size", size).file("a").end())
                .hasMessageContaining("the size '" + size + "' of a PAX header is no valid number");
    }

    @Test
    void theSizeOfAPaxHeaderCounts() {
        byte[] content = new byte[1024];
        byte[] header = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        assertAccepted(new RawTar()
                .pax('x', "size", "1000")
                .header(header)
                .content(content)
                .file("b")
                .end());
    }

    @Test
    void refusesExtendedHeadersThatReadersWouldTakeInDifferentWays() {
        assertRefused(new RawTar().pax('g', "path", "a").file("b").end())
                .hasMessageContaining("a global PAX header sets the path");
        assertRefused(new RawTar()
                        .pax('x', "path", "a")
                        .pax('x', "mtime", "1")
                        .file("b")
                        .end())
                .hasMessageContaining("an entry has two extended headers of type x");
        assertRefused(new RawTar()
                        .entry('L', "", "", "long".getBytes(StandardCharsets.UTF_8))
                        .pax('x', "path", "other")
                        .file("b")
                        .end())
                .hasMessageContaining("an entry is called 'other' and 'long' at once");
        assertRefused(new RawTar().file("b").pax('x', "path", "a").end())
                .hasMessageContaining("its last extended header belongs to no entry");
    }

    @Test
    void refusesAnExtendedHeaderThatIsTooLong() {
        byte[] header = RawTar.header(RawTar.USTAR, 'x', "pax", "", 1024 * 1024 + 1);
        assertRefused(new RawTar().header(header).end())
                .hasMessageContaining("an extended header of 1048577 bytes is too long: 1048576 are allowed");
    }

    @Test
    void anExtendedHeaderCountsForOneEntry() {
        assertAccepted(new RawTar().pax('x', "path", "long").file("a").file("a").end());
        assertAccepted(
                new RawTar().entry('x', "empty", "", new byte[0]).file("a").end());
    }

    @Test
    void contentOfAnySizeIsSkipped() {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "huge", "", 0);
        Arrays.fill(header, 124, 136, (byte) 0);
        header[124] = (byte) 0x80;
        header[130] = 1;
        byte[] zeros = new byte[1 << 26];
        TarChecker checker = new TarChecker("layer.tar");
        checker.update(RawTar.withChecksum(header), 0, 512);
        for (int i = 0; i < 1 << 14; i++) {
            checker.update(zeros, 0, zeros.length);
        }
        byte[] rest = new RawTar().file("b").end();
        checker.update(rest, 0, rest.length);
        checker.finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0000000001", "0000000008 ", "garbage", "1 1"})
    void refusesASizeThatIsNoNumber(String size) {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        Arrays.fill(header, 124, 136, (byte) 0);
        RawTar.put(header, 124, size);
        assertRefused(new RawTar().header(RawTar.withChecksum(header)).end())
                .hasMessageContaining("the header of 'a' has no valid size");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff, 0xc0})
    void refusesABinarySizeThatIsNegativeOrTooLarge(int first) {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        Arrays.fill(header, 124, 136, (byte) 0xff);
        header[124] = (byte) first;
        assertRefused(new RawTar().header(RawTar.withChecksum(header)).end())
                .hasMessageContaining("the header of 'a' has no valid size");
    }

    @Test
    void linksAndDirectoriesHaveNoContentWhateverTheirSizeSays() {
        assertAccepted(new RawTar()
                .header(RawTar.header(RawTar.USTAR, '1', "hard", "a", 5000))
                .header(RawTar.header(RawTar.USTAR, '5', "directory", "", 5000))
                .header(RawTar.header(RawTar.USTAR, '2', "symbolic", "a", 5000))
                .end());
    }

    @Test
    void readsTheMapBlocksOfAnOldSparseFile() {
        byte[] header = RawTar.header(RawTar.GNU, 'S', "sparse", "", 512);
        header[482] = 1;
        byte[] more = new byte[512];
        more[504] = 1;
        byte[] tar = new RawTar(RawTar.GNU)
                .header(RawTar.withChecksum(header))
                .header(more)
                .header(new byte[512])
                .content(new byte[] {1})
                .file("b")
                .end();
        assertAccepted(tar);
        byte[] ustar = RawTar.header(RawTar.USTAR, 'S', "sparse", "", 512);
        assertRefused(new RawTar().header(ustar).content(new byte[512]).end())
                .hasMessageContaining("the sparse file 'sparse' is not in the GNU format");
    }

    @Test
    void theNameOfASparseFileIsTheOneThatCounts() {
        assertRefused(new RawTar()
                        .pax('x', "GNU.sparse.name", "../up")
                        .file("GNUSparseFile.1/up")
                        .end())
                .hasMessageContaining("the path '../up' has '..' in it");
        assertRefused(new RawTar()
                        .file("a")
                        .pax('x', "GNU.sparse.name", "a")
                        .file("GNUSparseFile.1/a")
                        .end())
                .hasMessageContaining("the path 'a' is there twice");
        assertRefused(new RawTar().pax('x', "GNU.sparse.name", "a").file("/a").end())
                .hasMessageContaining("the path '/a' is absolute");
    }

    @Test
    void saysTheSameHoweverTheBytesArrive() {
        Random random = new Random(Inputs.seed(getClass()));
        for (int round = 0; round < 300; round++) {
            byte[] tar = new RawTar(random.nextBoolean() ? RawTar.USTAR : RawTar.GNU)
                    .pax('x', "path", "long/".repeat(random.nextInt(300)) + "name")
                    .file("short", "x".repeat(random.nextInt(2000)))
                    .entry('L', "", "", "other\0".getBytes(StandardCharsets.UTF_8))
                    .file("short")
                    .end();
            if (random.nextBoolean()) {
                tar[random.nextInt(tar.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(tar.length) : tar.length;
            byte[] input = Arrays.copyOf(tar, length);
            int[] cuts = random.ints(random.nextInt(20), 0, length + 1).sorted().toArray();
            assertThat(verdict(input, cuts)).isEqualTo(verdict(input, new int[0]));
        }
    }

    @Test
    void throwsNothingElseWhateverTheBytes() {
        Random random = new Random(Inputs.seed(getClass()));
        byte[] tar = new RawTar(RawTar.GNU)
                .pax('x', "path", "name", "size", "12")
                .file("a", "123456789012")
                .entry('L', "", "", "other\0".getBytes(StandardCharsets.UTF_8))
                .entry('S', "sparse", "", new byte[10])
                .hardLink("hard", "b")
                .end();
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = tar.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            for (int header = 0; header + 512 <= changed.length; header += 512) {
                byte[] block = Arrays.copyOfRange(changed, header, header + 512);
                if (random.nextInt(3) > 0 && !TarHeader.isZero(block)) {
                    System.arraycopy(RawTar.withChecksum(block), 0, changed, header, 512);
                }
            }
            verdict(changed, new int[0]);
        }
    }

    @Test
    void findsADuplicateAmongManyPaths() throws TarFault {
        TarPaths paths = new TarPaths();
        for (int i = 0; i < 300_000; i++) {
            paths.add("some/folder/" + i % 1000 + "/file-" + i, false);
        }
        assertThatThrownBy(() -> paths.add("some/folder/7/file-7", false)).isInstanceOf(TarFault.class);
    }
}
