// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static io.regshape.layer.TarAssertions.assertAccepted;
import static io.regshape.layer.TarAssertions.assertRefused;
import static io.regshape.layer.TarAssertions.check;
import static io.regshape.layer.TarAssertions.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.testing.RandomSeed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarCheckerTest {

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
        assertRefused(Arrays.copyOf(tar, 100))
                .hasMessageStartingWith("layer.tar: it holds no tar, only 100 bytes: a layer is a tar");
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
        assertRefused(Arrays.copyOf(gzip, 1024))
                .hasMessage("layer.tar: it holds gzip data where a tar should begin: a layer is a tar (give its own"
                        + " mediaType if it is an artifact)");
        assertRefused("x".repeat(1000).getBytes(StandardCharsets.UTF_8))
                .hasMessageContaining("it holds data of an unknown kind where");
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

    @Test
    void contentOfAnySizeIsSkipped() {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "huge", "", 0);
        Arrays.fill(header, 124, 136, (byte) 0);
        header[124] = (byte) 0x80;
        header[130] = 1;
        byte[] zeros = new byte[1 << 26];
        TarChecker checker = TarChecker.refusing("layer.tar", EntryListener.NONE);
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
    void saysTheSameHoweverTheBytesArrive() {
        Random random = new Random(RandomSeed.of(getClass()));
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
        Random random = new Random(RandomSeed.of(getClass()));
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
}
