// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.model.Timestamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** The bytes of each kind of entry, compared with headers that are laid out by hand. */
class TarEncoderTest {
    /**
     * Lays out a tar by hand.
     *
     * @param blocks how many blocks it has in front of the end
     * @param fields a line a field: the offset in the tar, a bar, the text, in which {@code |} is a line feed. All other
     *     bytes are zero
     */
    private static byte[] byHand(int blocks, String fields) {
        byte[] tar = new byte[(blocks + 2) * 512];
        fields.lines().forEach(line -> {
            int bar = line.indexOf('|');
            String text = line.substring(bar + 2).replace('|', '\n');
            RawTar.put(tar, Integer.parseInt(line.substring(0, bar).trim()), text);
        });
        return tar;
    }

    @Test
    void aFileIsOneHeaderAndItsContent() throws IOException {
        assertThat(SampleTars.write(
                        tar -> tar.write(TarEntry.file("app/run.sh", 0755, 1000, 50, 5), SampleTars.bytes("hello"))))
                .isEqualTo(byHand(2, """
                          0 | app/run.sh
                        100 | 0000755
                        108 | 0001750
                        116 | 0000062
                        124 | 00000000005
                        136 | 02275702200
                        148 | 011203
                        155 | \s
                        156 | 0
                        257 | ustar
                        263 | 00
                        329 | 0000000
                        337 | 0000000
                        512 | hello
                        """));
    }

    @Test
    void extendedAttributesStandInAPaxHeader() throws IOException {
        TarEntry entry = TarEntry.file("a", 0644, 0, 0, 0)
                .withExtendedAttributes(Map.of("user.z", "é=", "security.capability", "\1"));
        byte[] expected = byHand(3, """
                          0 | PaxHeader
                        100 | 0000644
                        108 | 0000000
                        116 | 0000000
                        124 | 00000000100
                        136 | 02275702200
                        148 | 011123
                        155 | \s
                        156 | x
                        257 | ustar
                        263 | 00
                        329 | 0000000
                        337 | 0000000
                        512 | 38 SCHILY.xattr.security.capability=?|26 SCHILY.xattr.user.z=?=|
                       1024 | a
                       1124 | 0000644
                       1132 | 0000000
                       1140 | 0000000
                       1148 | 00000000000
                       1160 | 02275702200
                       1172 | 007371
                       1179 | \s
                       1180 | 0
                       1281 | ustar
                       1287 | 00
                       1353 | 0000000
                       1361 | 0000000
                """);
        expected[512 + 36] = 1;
        expected[512 + 61] = (byte) 0xe9;
        assertThat(SampleTars.write(tar -> tar.write(entry))).isEqualTo(expected);
    }

    @Test
    void aDirectoryEndsInASlash() throws IOException {
        assertThat(SampleTars.write(tar -> tar.write(TarEntry.directory("app", 01777, 0, 0))))
                .isEqualTo(byHand(1, """
                          0 | app/
                        100 | 0001777
                        108 | 0000000
                        116 | 0000000
                        124 | 00000000000
                        136 | 02275702200
                        148 | 010025
                        155 | \s
                        156 | 5
                        257 | ustar
                        263 | 00
                        329 | 0000000
                        337 | 0000000
                        """));
    }

    @Test
    void aSymbolicLinkHoldsItsTarget() throws IOException {
        assertThat(SampleTars.write(tar -> tar.write(TarEntry.symbolicLink("bin/run", "../app/run.sh", 0, 0))))
                .isEqualTo(byHand(1, """
                          0 | bin/run
                        100 | 0000777
                        108 | 0000000
                        116 | 0000000
                        124 | 00000000000
                        136 | 02275702200
                        148 | 012667
                        155 | \s
                        156 | 2
                        157 | ../app/run.sh
                        257 | ustar
                        263 | 00
                        329 | 0000000
                        337 | 0000000
                        """));
    }

    @Test
    void theTargetOfALinkMayBeSlashesAlone() throws IOException {
        TarEntry entry = TarEntry.symbolicLink("l", "/".repeat(101), 0, 0);
        byte[] tar = SampleTars.write(out -> out.write(entry));
        try (TarArchiveInputStream read = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            assertThat(read.getNextEntry().getLinkName()).isEqualTo("/".repeat(101));
        }
    }

    @Test
    void aHardLinkNamesAFileInFrontOfIt() throws IOException {
        byte[] both = SampleTars.write(tar -> {
            tar.write(TarEntry.file("app/run.sh", 0755, 1000, 50, 0));
            tar.write(TarEntry.hardLink("app/start", "app/run.sh", 0755, 1000, 50));
        });
        assertThat(Arrays.copyOfRange(both, 512, both.length)).isEqualTo(byHand(1, """
                          0 | app/start
                        100 | 0000755
                        108 | 0001750
                        116 | 0000062
                        124 | 00000000000
                        136 | 02275702200
                        148 | 013035
                        155 | \s
                        156 | 1
                        157 | app/run.sh
                        257 | ustar
                        263 | 00
                        329 | 0000000
                        337 | 0000000
                        """));
    }

    @Test
    void aWhiteoutIsAnEmptyFile() throws IOException {
        assertThat(SampleTars.write(tar -> tar.write(TarEntry.whiteout("etc/motd", 0, 0))))
                .isEqualTo(byHand(1, """
                          0 | etc/.wh.motd
                        100 | 0000644
                        108 | 0000000
                        116 | 0000000
                        124 | 00000000000
                        136 | 02275702200
                        148 | 011362
                        155 | \s
                        156 | 0
                        257 | ustar
                        263 | 00
                        329 | 0000000
                        337 | 0000000
                        """));
    }

    @Test
    void aLongPathIsSplitAtASlash() throws IOException {
        String folder = "d".repeat(120);
        String name = "n".repeat(60);
        assertThat(SampleTars.write(tar -> tar.write(TarEntry.file(folder + "/" + name, 0644, 0, 0, 0))))
                .isEqualTo(byHand(1, """
                          0 | %s
                        100 | 0000644
                        108 | 0000000
                        116 | 0000000
                        124 | 00000000000
                        136 | 02275702200
                        148 | 053500
                        155 | \s
                        156 | 0
                        257 | ustar
                        263 | 00
                        329 | 0000000
                        337 | 0000000
                        345 | %s
                        """.formatted(name, folder)));
    }

    @Test
    void aPathThatIsNotAsciiStandsInAPaxHeader() throws IOException {
        assertThat(SampleTars.write(tar -> tar.write(TarEntry.file("naïve", 0644, 0, 0, 0))))
                .isEqualTo(byHand(3, """
                           0 | PaxHeader
                         100 | 0000644
                         108 | 0000000
                         116 | 0000000
                         124 | 00000000017
                         136 | 02275702200
                         148 | 011132
                         155 | \s
                         156 | x
                         257 | ustar
                         263 | 00
                         329 | 0000000
                         337 | 0000000
                         512 | 15 path=naïve|
                        1024 | naïve
                        1124 | 0000644
                        1132 | 0000000
                        1140 | 0000000
                        1148 | 00000000000
                        1160 | 02275702200
                        1172 | 010664
                        1179 | \s
                        1180 | 0
                        1281 | ustar
                        1287 | 00
                        1353 | 0000000
                        1361 | 0000000
                        """));
    }

    @Test
    void numbersThatDoNotFitStandInAPaxHeader() {
        TarEntry huge = TarEntry.file("huge", 0600, 2097152, 4294967294L, 9L << 30);
        assertThat(new TarEncoder(Timestamp.DEFAULT).header(huge)).isEqualTo(Arrays.copyOf(byHand(3, """
                           0 | PaxHeader
                         100 | 0000644
                         108 | 0000000
                         116 | 0000000
                         124 | 00000000064
                         136 | 02275702200
                         148 | 011134
                         155 | \s
                         156 | x
                         257 | ustar
                         263 | 00
                         329 | 0000000
                         337 | 0000000
                         512 | 18 gid=4294967294|19 size=9663676416|15 uid=2097152|
                        1024 | huge
                        1124 | 0000600
                        1132 | 0000000
                        1140 | 0000000
                        1148 | 00000000000
                        1160 | 02275702200
                        1172 | 010071
                        1179 | \s
                        1180 | 0
                        1281 | ustar
                        1287 | 00
                        1353 | 0000000
                        1361 | 0000000
                        """), 3 * 512));
    }

    @Test
    void aTimeBefore1970StandsInAPaxHeader() throws IOException {
        assertThat(SampleTars.write(Timestamp.parse("-86400"), tar -> tar.write(TarEntry.directory("old", 0755, 0, 0))))
                .isEqualTo(byHand(3, """
                           0 | PaxHeader
                         100 | 0000644
                         108 | 0000000
                         116 | 0000000
                         124 | 00000000020
                         136 | 00000000000
                         148 | 011071
                         155 | \s
                         156 | x
                         257 | ustar
                         263 | 00
                         329 | 0000000
                         337 | 0000000
                         512 | 16 mtime=-86400|
                        1024 | old/
                        1124 | 0000755
                        1132 | 0000000
                        1140 | 0000000
                        1148 | 00000000000
                        1160 | 00000000000
                        1172 | 007763
                        1179 | \s
                        1180 | 5
                        1281 | ustar
                        1287 | 00
                        1353 | 0000000
                        1361 | 0000000
                        """));
    }

    /** The largest numbers and longest texts that need no PAX header, and one more of each. */
    @Test
    void aPaxHeaderIsThereOnlyWhereItIsNeeded() {
        TarEncoder encoder = new TarEncoder(Timestamp.DEFAULT);
        String id = "n".repeat(100);
        assertThat(encoder.header(TarEntry.file("a", 0, 2097151, 2097151, (8L << 30) - 1)))
                .hasSize(512);
        assertThat(encoder.header(TarEntry.file(id, 0, 0, 0, 0))).hasSize(512);
        assertThat(encoder.header(TarEntry.file(id + "n", 0, 0, 0, 0))).hasSize(1536);
        assertThat(encoder.header(TarEntry.file("d".repeat(155) + "/" + id, 0, 0, 0, 0)))
                .hasSize(512);
        assertThat(encoder.header(TarEntry.file("d".repeat(156) + "/" + id, 0, 0, 0, 0)))
                .hasSize(1536);
        assertThat(encoder.header(TarEntry.directory("d".repeat(155) + "/" + id.substring(1), 0, 0, 0)))
                .hasSize(512);
        assertThat(encoder.header(TarEntry.directory("d".repeat(155) + "/" + id, 0, 0, 0)))
                .hasSize(1536);
        assertThat(encoder.header(TarEntry.directory("d".repeat(120), 0, 0, 0))).hasSize(1536);
        assertThat(encoder.header(TarEntry.symbolicLink("a", id, 0, 0))).hasSize(512);
        assertThat(encoder.header(TarEntry.symbolicLink("a", id + "n", 0, 0))).hasSize(1536);
        assertThat(encoder.header(TarEntry.file("with\na line break", 0, 0, 0, 0)))
                .hasSize(512);
        Timestamp latest = Timestamp.parse("8589934591");
        assertThat(new TarEncoder(latest).header(TarEntry.file("a", 0, 0, 0, 0)))
                .hasSize(512);
    }

    @Test
    void whatIsCutForOldReadersEndsWithAWholeCharacterAndNoSlash() {
        TarEncoder encoder = new TarEncoder(Timestamp.DEFAULT);
        byte[] slash = encoder.header(TarEntry.file("x/".repeat(200) + "n", 0644, 0, 0, 0));
        assertThat(nameOf(slash)).isEqualTo("x/".repeat(49) + "x");
        byte[] character = encoder.header(TarEntry.file("n" + "漢".repeat(80), 0644, 0, 0, 0));
        assertThat(nameOf(character)).isEqualTo("n" + "漢".repeat(33));
    }

    private static String nameOf(byte[] blocks) {
        int start = blocks.length - 512;
        return new String(blocks, start, 100, StandardCharsets.UTF_8).replaceAll("\0.*", "");
    }
}
