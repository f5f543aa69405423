// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.MediaType;
import io.regshape.model.Timestamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarWriterTest {
    private static final LayerOptions DEFAULTS = LayerOptions.defaults();

    private static byte[] write(TarContent content) throws IOException {
        return write(Timestamp.DEFAULT, content);
    }

    private static byte[] write(Timestamp time, TarContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes, time)) {
            content.writeTo(tar);
            tar.finish();
        }
        return bytes.toByteArray();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

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
        assertThat(write(tar -> tar.write(TarEntry.file("app/run.sh", 0755, 1000, 50, 5), bytes("hello"))))
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
        assertThat(write(tar -> tar.write(entry))).isEqualTo(expected);
    }

    @Test
    void refusesExtendedAttributesThatAreNone() {
        TarEntry entry = TarEntry.directory("a", 0755, 0, 0);
        for (String name : List.of("", "a=b", "a\0b")) {
            assertThatThrownBy(() -> entry.withExtendedAttributes(Map.of(name, "")))
                    .hasMessageContaining("of 'a' has no valid name: it must not be empty, nor have '=' or NUL in it");
        }
        assertThatThrownBy(() -> entry.withExtendedAttributes(Map.of("user.a", "漢")))
                .hasMessage("the extended attribute 'user.a' of 'a' has characters that are no bytes: it must have one"
                        + " character a byte, 0 to 255");
    }

    @Test
    void aDirectoryEndsInASlash() throws IOException {
        assertThat(write(tar -> tar.write(TarEntry.directory("app", 01777, 0, 0))))
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
        assertThat(write(tar -> tar.write(TarEntry.symbolicLink("bin/run", "../app/run.sh", 0, 0))))
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
        byte[] tar = write(out -> out.write(entry));
        try (TarArchiveInputStream read = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            assertThat(read.getNextEntry().getLinkName()).isEqualTo("/".repeat(101));
        }
    }

    @Test
    void aHardLinkNamesAFileInFrontOfIt() throws IOException {
        byte[] both = write(tar -> {
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
        assertThat(write(tar -> tar.write(TarEntry.whiteout("etc/motd", 0, 0)))).isEqualTo(byHand(1, """
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
        assertThat(write(tar -> tar.write(TarEntry.file(folder + "/" + name, 0644, 0, 0, 0))))
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
        assertThat(write(tar -> tar.write(TarEntry.file("naïve", 0644, 0, 0, 0))))
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
        assertThat(write(Timestamp.parse("-86400"), tar -> tar.write(TarEntry.directory("old", 0755, 0, 0))))
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

    @Test
    void anEmptyTarIsTwoZeroBlocks() throws IOException {
        assertThat(write(tar -> {})).isEqualTo(new byte[1024]);
    }

    @Test
    void localeAndTimeZoneDoNotMatter() throws IOException {
        byte[] expected = write(TarWriterTest::writeSamples);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(write(TarWriterTest::writeSamples)).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static void writeSamples(TarWriter tar) throws IOException {
        tar.write(TarEntry.directory("ığ", 0755, 3_000_000, 0));
        tar.write(TarEntry.file("ığ/FILE", 0644, 0, 0, 3), bytes("abc"));
        tar.write(TarEntry.symbolicLink("link", "ığ/FILE", 0, 0));
        tar.write(TarEntry.file("n".repeat(200), 0644, 0, 0, 300_000), new ByteArrayInputStream(new byte[300_000]));
    }

    @Test
    void refusesContentThatIsShorterThanSaid() {
        assertThatThrownBy(() -> write(tar -> tar.write(TarEntry.file("a\nb", 0644, 0, 0, 6), bytes("hello"))))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'a\\u000ab' changed while it was read: it had 6 bytes, and only 5 came."
                        + " Run again when nothing writes to it")
                .extracting("kind")
                .isEqualTo(Kind.BAD_CONTENT);
    }

    @Test
    void refusesContentThatIsLongerThanSaid() {
        assertThatThrownBy(() -> write(tar -> tar.write(TarEntry.file("a", 0644, 0, 0, 4), bytes("hello"))))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'a' changed while it was read: it had 4 bytes, and more came."
                        + " Run again when nothing writes to it");
    }

    @Test
    void refusesAPathThatIsThereAlready() {
        assertThatThrownBy(() -> write(tar -> {
                    tar.write(TarEntry.directory("é", 0755, 0, 0));
                    tar.write(TarEntry.file("é", 0644, 0, 0, 0));
                }))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the path 'é' is there twice");
    }

    @Test
    void refusesAPathBeneathASymbolicLink() {
        assertThatThrownBy(() -> write(tar -> {
                    tar.write(TarEntry.symbolicLink("lib", "usr/lib", 0, 0));
                    tar.write(TarEntry.file("lib/a", 0644, 0, 0, 0));
                }))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the path 'lib/a' lies beneath a symbolic link");
    }

    @Test
    void refusesAHardLinkInFrontOfItsFile() {
        assertThatThrownBy(() -> write(tar -> {
                    tar.write(TarEntry.hardLink("a", "b/é", 0644, 0, 0));
                    tar.write(TarEntry.file("b/é", 0644, 0, 0, 0));
                }))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the hard link 'a' leads to 'b/é', which is not in front of it");
    }

    @Test
    void writesNothingMoreAfterAFailure() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(bytes, Timestamp.DEFAULT);
        assertThatThrownBy(() -> tar.write(TarEntry.file("a", 0644, 0, 0, 4))).isInstanceOf(RegshapeException.class);
        assertThatThrownBy(tar::finish).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tar.write(TarEntry.file("b", 0644, 0, 0, 0))).isInstanceOf(IOException.class);
        assertThat(bytes.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aLayerOfEntriesIsTheirTarCompressed(Compression format) throws IOException {
        byte[] tar = write(TarWriterTest::writeSamples);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        LayerContent content = LayerWriter.write(
                TarWriterTest::writeSamples,
                Timestamp.DEFAULT,
                DEFAULTS.withCompressFormat(format),
                blob,
                ProgressListener.NONE);
        assertThat(Inputs.decompress(format, blob.toByteArray())).isEqualTo(tar);
        assertThat(content).isEqualTo(new LayerContent(format.layerMediaType(), Optional.of(Digest.sha256(tar))));
        assertThat(LayerWriter.diffId(TarWriterTest::writeSamples, Timestamp.DEFAULT))
                .isEqualTo(Digest.sha256(tar));
    }

    @Test
    void aLayerOfEntriesIsGzipUnlessAskedOtherwise() throws IOException {
        assertThat(LayerWriter.write(
                                tar -> {},
                                Timestamp.DEFAULT,
                                DEFAULTS,
                                OutputStream.nullOutputStream(),
                                ProgressListener.NONE)
                        .mediaType())
                .isEqualTo(MediaType.LAYER_TAR_GZIP);
        assertThat(LayerWriter.write(
                                tar -> {},
                                Timestamp.DEFAULT,
                                DEFAULTS.withMediaType(MediaType.LAYER_TAR_ZSTD),
                                OutputStream.nullOutputStream(),
                                ProgressListener.NONE)
                        .mediaType())
                .isEqualTo(MediaType.LAYER_TAR_ZSTD);
    }

    @Test
    void aLayerOfEntriesIsNoArtifact() {
        assertThatThrownBy(() -> LayerWriter.write(
                        tar -> {},
                        Timestamp.DEFAULT,
                        DEFAULTS.withMediaType(MediaType.parse("application/spdx+json")),
                        OutputStream.nullOutputStream(),
                        ProgressListener.NONE))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("mediaType application/spdx+json is of no image layer");
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhenTheThreadIsInterrupted(Compression format) throws Exception {
        TarContent endless = tar -> {
            for (int i = 0; ; i++) {
                if (i == 1000) {
                    Thread.currentThread().interrupt();
                }
                tar.write(TarEntry.file("f" + i, 0644, 0, 0, 0));
            }
        };
        try {
            assertThatThrownBy(() -> LayerWriter.write(
                            endless,
                            Timestamp.DEFAULT,
                            DEFAULTS.withCompressFormat(format),
                            OutputStream.nullOutputStream(),
                            ProgressListener.NONE))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        Inputs.assertNoThreadLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc",
                "etc/",
                "a//b",
                ".",
                "./a",
                "a/.",
                "..",
                "a/../b",
                "a/..",
                "a\0b",
                "\ud83d",
                "a/\ude00b"
            })
    void refusesAPathThatIsNone(String path) {
        assertThatThrownBy(() -> TarEntry.file(path, 0644, 0, 0, 0))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(TarPaths.quoted(path))
                .extracting("kind")
                .isEqualTo(Kind.INVALID_VALUE);
        assertThatThrownBy(() -> TarEntry.hardLink("a", path, 0644, 0, 0)).isInstanceOf(RegshapeException.class);
    }

    @Test
    void takesPathsAsLongAsLinuxDoes() {
        String longest = "漢".repeat(85);
        String deepest = ("d".repeat(255) + "/").repeat(16).substring(0, 4095);
        assertThatCode(() -> TarEntry.file(longest, 0, 0, 0, 0)).doesNotThrowAnyException();
        assertThatCode(() -> TarEntry.file(deepest, 0, 0, 0, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TarEntry.file("dir/" + longest + "x", 0, 0, 0, 0))
                .hasMessageContaining("has a name of 256 bytes (in UTF-8) in it: Linux takes at most 255");
        assertThatThrownBy(() -> TarEntry.file(deepest + "/x", 0, 0, 0, 0))
                .hasMessageContaining("has 4097 bytes (in UTF-8): Linux takes at most 4095");
        assertThatThrownBy(() -> TarEntry.whiteout("n".repeat(252), 0, 0)).hasMessageContaining("256 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", " ", "a.", "...", ".wh.x", "\"'`$", "a\\b", "日本/語", "😀", "C:"})
    void takesNamesOfAnyKind(String path) {
        assertThatCode(() -> TarEntry.file(path, 0644, 0, 0, 0)).doesNotThrowAnyException();
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> TarEntry.file("a", 010000, 0, 0, 0)).hasMessageContaining("the mode 10000 of 'a'");
        assertThatThrownBy(() -> TarEntry.file("a", -1, 0, 0, 0)).isInstanceOf(RegshapeException.class);
        assertThatThrownBy(() -> TarEntry.file("a", 0, -1, 0, 0)).hasMessageContaining("the user id -1 of 'a'");
        assertThatThrownBy(() -> TarEntry.file("a", 0, 0, 4294967295L, 0))
                .hasMessageContaining("the group id 4294967295 of 'a' is out of range: it must be 0 to 4294967294");
        assertThatThrownBy(() -> TarEntry.file("a", 0, 0, 0, -1)).hasMessageContaining("cannot have -1 bytes");
        assertThatThrownBy(() -> new TarEntry("a", TarEntry.Type.DIRECTORY, 0, 0, 0, 1, Optional.empty(), Map.of()))
                .hasMessageContaining("cannot have 1 bytes of content: it is no file");
    }

    @Test
    void refusesALinkWithoutATargetAndATargetWithoutALink() {
        assertThatThrownBy(
                        () -> new TarEntry("a", TarEntry.Type.SYMBOLIC_LINK, 0777, 0, 0, 0, Optional.empty(), Map.of()))
                .hasMessage("'a' is a link without a target");
        assertThatThrownBy(() -> new TarEntry("a", TarEntry.Type.FILE, 0644, 0, 0, 0, Optional.of("b"), Map.of()))
                .hasMessage("'a' has a target, but is no link");
        assertThatThrownBy(() -> TarEntry.symbolicLink("a", "", 0, 0)).hasMessageContaining("'' is empty");
        assertThatThrownBy(() -> TarEntry.symbolicLink("a", "b\0", 0, 0)).hasMessageContaining("has a NUL in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/", "a/.wh.b", ".wh..wh..opq", ""})
    void refusesToRemoveWhatNoLayerHolds(String path) {
        assertThatThrownBy(() -> TarEntry.whiteout(path, 0, 0)).isInstanceOf(RegshapeException.class);
    }

    @Test
    void aWhiteoutInTheRootHasNoFolder() {
        assertThat(TarEntry.whiteout("tmp", 1, 2)).isEqualTo(TarEntry.file(".wh.tmp", 0644, 1, 2, 0));
    }
}
