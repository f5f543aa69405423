// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static io.regshape.archive.Archives.ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.layer.Compression;
import io.regshape.layout.LayoutReader;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.Finding;
import io.regshape.validate.LayoutRule;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.ValidationOptions;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciArchiveTest {
    @TempDir
    Path folder;

    private Path layout;
    private Path file;

    @BeforeEach
    void publish() throws IOException {
        layout = folder.resolve("oci");
        file = folder.resolve("base.tar");
        Path tar = TestTar.sample("base").writeTo(folder.resolve("layer.tar"));
        SampleLayout.publish(layout.toFile(), tar.toFile());
    }

    @ParameterizedTest
    @EnumSource
    void readsALayoutInATar(Compression compression) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(packed, OptionalInt.empty())) {
            out.write(Archives.of(layout).directory("blobs/empty").bytes());
        }
        Files.write(file, packed.toByteArray());
        try (LayoutReader archive = OciArchive.open(file, ENOUGH)) {
            assertThat(LayoutValidator.validate(archive, ValidationOptions.strict())
                            .findings())
                    .isEmpty();
            assertThat(archive.name()).isEqualTo(file.toString());
            assertThat(archive.readRootFile("index.json")).isEqualTo(Files.readAllBytes(layout.resolve("index.json")));
            assertThat(archive.hasBlobs()).isTrue();
            assertThat(archive.hasRootFile("blobs")).isFalse();
            BaseImage image = BaseImage.find(archive, Optional.of("latest"), Optional.empty());
            BaseFiles.verify(image);
            assertThat(image.layers()).hasSize(1);
        }
    }

    @Test
    void filesThatNothingRefersToAreFoundInATarToo() throws IOException {
        Files.writeString(layout.resolve("blobs/sha256/" + "a".repeat(64)), "junk");
        Files.writeString(layout.resolve("blobs/sha256/name"), "junk");
        Files.write(file, Archives.of(layout).bytes());
        try (LayoutReader archive = OciArchive.open(file, ENOUGH)) {
            assertThat(LayoutValidator.validate(archive, ValidationOptions.strict())
                            .findings())
                    .extracting(Finding::rule)
                    .containsExactly(LayoutRule.BLOB_NAME, LayoutRule.UNREFERENCED, LayoutRule.BLOB_MISMATCH);
        }
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        long before = temporaryFiles(temp);
        Files.write(file, TestTar.gzip(Archives.of(layout).bytes()));
        try (LayoutReader archive = OciArchive.open(file, ENOUGH)) {
            assertThat(archive.hasBlobs()).isTrue();
        }
        Files.write(file, TestTar.gzip(new Archives().file("../x", "").bytes()));
        assertRefused("'..'");
        assertThat(temporaryFiles(temp)).isEqualTo(before);
    }

    private static long temporaryFiles(Path temp) throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(path -> path.getFileName().toString().startsWith("regshape-")
                            && path.toString().endsWith(".tar"))
                    .count();
        }
    }

    @Test
    void followsLinksInsideTheArchive() throws IOException {
        new Archives()
                .file("files/a", "content")
                .symbolicLink("oci-layout", "files/./a")
                .symbolicLink("x/y", "../files/b")
                .link(TarConstants.LF_LINK, "files/b", "files/a")
                .symbolicLink("loop", "loop")
                .symbolicLink("dangling", "nothing")
                .symbolicLink("folder", "files")
                .writeTo(file);
        try (TarMembers members = TarMembers.open(file, ENOUGH)) {
            assertThat(members.read("oci-layout", 100)).asString().isEqualTo("content");
            assertThat(members.read("x/y", 100)).asString().isEqualTo("content");
            assertThat(members.hasFile("loop")).isFalse();
            assertThat(members.hasFile("dangling")).isFalse();
            assertThat(members.hasFile("folder")).isFalse();
            assertThat(members.hasDirectory("files")).isTrue();
            assertThatThrownBy(() -> members.open("nothing")).hasMessage(file + ": it has no file 'nothing'");
            assertThatThrownBy(() -> members.read("x/y", 3)).hasMessageContaining("larger than the limit of 3 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../oci-layout", "blobs/../oci-layout", "/oci-layout", "a/.."})
    void refusesPathsThatLeaveTheArchive(String path) throws IOException {
        Archives.of(layout).file(path, "x").writeTo(file);
        assertRefused("'" + path + "'");
    }

    @Test
    void refusesLinksThatLeaveTheArchive() throws IOException {
        Archives.of(layout).symbolicLink("a/b", "../../etc/passwd").writeTo(file);
        assertRefused(file + ": the link 'a/b' to '../../etc/passwd' leaves the archive");
        Archives.of(layout).symbolicLink("a", "/etc/passwd").writeTo(file);
        assertRefused("the link 'a' to '/etc/passwd' is absolute");
        Archives.of(layout).link(TarConstants.LF_LINK, "a/b", "../x").writeTo(file);
        assertRefused("leaves the archive");
    }

    @Test
    void refusesAFileThatIsThereTwice() throws IOException {
        Archives.of(layout).file("index.json", "{}").writeTo(file);
        assertRefused("the path 'index.json' is there twice");
        Archives.of(layout).directory("a").directory("./a").writeTo(file);
        OciArchive.open(file, ENOUGH).close();
    }

    @Test
    void refusesAnArchiveThatIsCutShort() throws IOException {
        byte[] whole = Archives.of(layout).bytes();
        for (int length : new int[] {1000, 1024, whole.length / 2, whole.length / 2 & ~511, endOf(whole)}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file + ": it is cut short");
        }
    }

    /** Returns where the zero blocks begin that mark the end. */
    private static int endOf(byte[] tar) {
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        return end + 511 & ~511;
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused("the archive " + file + " cannot be read: there is no such file");
        Files.createDirectory(file);
        assertRefused("it is a directory");
        Files.delete(file);
        Files.write(file, new byte[0]);
        assertRefused(file + " is data of an unknown kind");
        Files.writeString(file, "BZh91AY");
        assertRefused(file + " is bzip2 data: it must be a tar, plain or compressed with gzip or zstd");
        Files.write(file, TestTar.gzip("no tar".getBytes(StandardCharsets.UTF_8)));
        assertRefused("it is cut short");
        Files.write(file, TestTar.sample("x").bytes());
        assertRefused(file + " is no OCI archive: it has no file oci-layout");
    }

    @Test
    void refusesACompressedArchiveThatIsDamaged() throws IOException {
        byte[] packed = TestTar.gzip(Archives.of(layout).bytes());
        Files.write(file, Arrays.copyOf(packed, packed.length / 2));
        assertRefused(file + " is damaged or cut short gzip data");
    }

    @Test
    void refusesABomb() throws IOException {
        try (OutputStream out =
                Compression.GZIP.compress(new BufferedOutputStream(Files.newOutputStream(file)), OptionalInt.of(1))) {
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(megabyte);
            }
        }
        assertThatThrownBy(() -> OciArchive.open(file, 10_000_000))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(file + " unpacks to more than 10000000 bytes: set maxUnpacked to a larger number of bytes"
                        + " if that is as it should be");
    }

    @Test
    void refusesMoreNamesThanThereIsMemoryFor() throws IOException {
        new Archives().file("1234567890", "").symbolicLink("12345", "1/2/3").writeTo(file);
        TarMembers.open(file, ENOUGH, 20).close();
        assertThatThrownBy(() -> TarMembers.open(file, ENOUGH, 19))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(
                        file + ": its paths and links have more than 19 bytes in all: they are kept in memory, so no"
                                + " more are taken");
    }

    @Test
    void saysWhichTransportADockerArchiveHas() throws IOException {
        new Archives().file("manifest.json", "[]").writeTo(file);
        assertRefused("but a manifest.json: name it with docker-archive:");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> OciArchive.open(file, ENOUGH))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(message);
    }
}
