// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static io.regshape.archive.Archives.ENOUGH;
import static io.regshape.archive.Archives.INTEROP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateIndex;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import io.regshape.testing.Command;
import io.regshape.testing.OutsideTools;
import io.regshape.testing.Podman;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.Severity;
import io.regshape.validate.ValidationOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciArchiveWriterTest {
    private static final DockerName NAME = DockerName.parse("team/app:1.0");

    @TempDir
    Path folder;

    private Path root;
    private Path file;

    @BeforeEach
    void initialise() throws IOException {
        root = folder.resolve("oci");
        file = folder.resolve("deep/archive.tar");
        InitLayout.at(root).run();
    }

    private Descriptor image(String architecture, String... refNames) throws IOException {
        InitLayout.at(root).ifExists(InitLayout.IfExists.REUSE).run();
        AddLayer.to(root, LayerSource.of(TestTar.sample(architecture).writeTo(folder.resolve("layer.tar"))))
                .run();
        AddLayer.to(root, LayerSource.of(TestTar.sample("second").writeTo(folder.resolve("layer.tar"))))
                .run();
        GenerateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture(architecture))
                .run();
        Descriptor manifest = null;
        for (String refName : refNames) {
            manifest = GenerateManifest.in(root)
                    .refName(RefName.parse(refName))
                    .run()
                    .descriptor();
        }
        return manifest == null ? GenerateManifest.in(root).run().descriptor() : manifest;
    }

    private OciArchiveWriter writer() throws IOException {
        return OciArchiveWriter.of(ImageLayout.open(root));
    }

    private void assertRefused(OciArchiveWriter writer, String message) {
        assertThatThrownBy(() -> writer.writeTo(file))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(message);
        assertThat(file).doesNotExist();
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void holdsTheImageAndNothingElse() throws IOException {
        image("arm64", "other");
        Descriptor image = image("amd64", "latest");
        List<Descriptor> entries = writer().refNames(List.of("latest")).writeTo(file);
        assertThat(entries).map(Descriptor::digest).containsExactly(image.digest());
        try (LayoutReader archive = OciArchive.open(file, ENOUGH)) {
            assertThat(LayoutValidator.validate(archive, ValidationOptions.strict())
                            .findings())
                    .isEmpty();
            assertThat(archive.index().manifests()).isEqualTo(entries);
            assertThat(archive.hasRootFile(".regshape-stage.json")).isFalse();
            BaseFiles.verify(BaseImage.find(archive, Optional.empty(), Optional.empty()));
        }
        assumeThat(OutsideTools.areThere(INTEROP, "tar")).isTrue();
        String list =
                Command.of("tar", "--numeric-owner", "--utc", "-tvf", file).succeeds();
        assertThat(list.lines())
                .hasSize(8)
                .allMatch(line -> line.matches("(-rw-r--r--|drwxr-xr-x) 0/0 +[0-9]+ 1970-01-01 00:00 .*"));
        assertThat(list.lines().map(line -> line.replaceAll(".* ", "").replaceAll("[0-9a-f]{64}", "X")))
                .containsExactly(
                        "oci-layout",
                        "index.json",
                        "blobs/",
                        "blobs/sha256/",
                        "blobs/sha256/X",
                        "blobs/sha256/X",
                        "blobs/sha256/X",
                        "blobs/sha256/X");
    }

    @Test
    void hasTheSameBytesForTheSameImage() throws IOException {
        image("amd64", "latest", "1.0");
        writer().writeTo(file);
        byte[] first = Files.readAllBytes(file);
        try (LayoutReader archive = OciArchive.open(file, ENOUGH)) {
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            assertThat(OciArchiveWriter.of(archive).write(again))
                    .map(entry -> Index.refNameOf(entry).orElseThrow())
                    .containsExactly("latest", "1.0");
            assertThat(again.toByteArray()).isEqualTo(first);
        }
        writer().time(Timestamp.parse("1")).writeTo(file);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(first).hasSameSizeAs(first);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void asksWhichOfSeveralImagesIsMeant() throws IOException {
        assertRefused(writer(), "has no image");
        image("arm64", "other");
        image("amd64", "latest");
        assertRefused(writer(), "has several images, say which: other, latest");
        assertRefused(writer().refNames(List.of("x")), "has no image 'x'; there are: other, latest");
        assertThat(writer().refNames(List.of("latest", "other")).writeTo(file)).hasSize(2);
    }

    @Test
    void leavesOutTheBlobsOfTheBase() throws IOException {
        image("amd64", "latest");
        BaseImage image = BaseImage.find(ImageLayout.open(root), Optional.empty(), Optional.empty());
        Digest base = image.layers().get(0).descriptor().digest();
        ImageLayout.open(root).deleteBlob(base);
        assertRefused(writer(), "blob " + base + " referenced by manifest");
        assertRefused(
                writer().leftOut(base::equals).dockerCompatible(List.of(NAME), Optional.empty()),
                "Docker cannot load a thin archive: the blob " + base + " would be left out");
        writer().leftOut(base::equals).writeTo(file);
        try (LayoutReader archive = OciArchive.open(file, ENOUGH)) {
            assertThat(archive.blobSize(base)).isEmpty();
            assertThat(LayoutValidator.validate(
                                    archive, ValidationOptions.strict().withAllowMissing(true))
                            .findings())
                    .noneMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    @Test
    void refusesABlobThatIsWrong() throws IOException {
        image("amd64", "latest");
        BaseImage image = BaseImage.find(ImageLayout.open(root), Optional.empty(), Optional.empty());
        Path blob = ImageLayout.open(root)
                .blobPath(image.layers().get(1).descriptor().digest());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length - 1] ^= 1;
        Files.write(blob, bytes);
        assertRefused(writer(), "digest mismatch for blob");
    }

    @Test
    void dockerGetsOneImageOfOnePlatform() throws IOException {
        image("amd64");
        image("arm64");
        GenerateIndex.in(root, RefName.parse("latest")).run();
        assertRefused(
                writer().dockerCompatible(List.of(NAME), Optional.empty()),
                "has several images under 'latest', say for which platform: linux/amd64, linux/arm64");
        Platform arm = new Platform("linux", "arm64", Optional.empty(), Optional.empty());
        writer().dockerCompatible(List.of(NAME, DockerName.parse("app")), Optional.of(arm))
                .writeTo(file);
        try (LayoutReader docker = DockerArchive.open(file, ENOUGH);
                LayoutReader oci = OciArchive.open(file, ENOUGH)) {
            assertThat(docker.index().manifests())
                    .map(entry -> Index.refNameOf(entry).orElseThrow() + " "
                            + entry.platform().orElseThrow())
                    .containsExactly("team/app:1.0 linux/arm64", "app:latest linux/arm64");
            assertThat(oci.index().manifests().get(0).annotations().get("io.containerd.image.name"))
                    .contains("docker.io/team/app:1.0");
            assertThat(LayoutValidator.validate(oci, ValidationOptions.strict()).findings())
                    .isEmpty();
            assertThat(LayoutValidator.validate(docker, ValidationOptions.strict())
                            .findings())
                    .isEmpty();
        }
        image("s390x", "other");
        Files.delete(file);
        assertRefused(
                writer().refNames(List.of("latest", "other")).dockerCompatible(List.of(), Optional.empty()),
                "an archive for Docker holds one image");
    }

    @Test
    void isReadBySkopeo() throws IOException {
        assumeThat(OutsideTools.areThere(INTEROP, "skopeo")).isTrue();
        Descriptor image = image("amd64", "latest");
        writer().dockerCompatible(List.of(NAME), Optional.empty()).writeTo(file);
        Command.of(
                        "skopeo",
                        "--insecure-policy",
                        "copy",
                        "--preserve-digests",
                        "oci-archive:" + file + ":latest",
                        "oci:copy:a")
                .in(folder.toFile())
                .succeeds();
        assertThat(ImageLayout.open(folder.resolve("copy")).index().manifests())
                .map(Descriptor::digest)
                .containsExactly(image.digest());
        Command.of("skopeo", "--insecure-policy", "copy", "docker-archive:" + file + ":team/app:1.0", "oci:docker:a")
                .in(folder.toFile())
                .succeeds();
        // Not the config's bytes: skopeo writes them anew.
        assertThat(diffIds(folder.resolve("docker"))).isEqualTo(diffIds(root));
    }

    private static List<Digest> diffIds(Path layout) throws IOException {
        return BaseImage.find(ImageLayout.open(layout), Optional.empty(), Optional.empty())
                .image()
                .diffIds();
    }

    @Test
    void isLoadedByPodman() throws IOException {
        assumeThat(OutsideTools.areThere(INTEROP, "podman")).isTrue();
        image("amd64", "latest");
        writer().dockerCompatible(List.of(DockerName.parse("example.com/team/app:1.0")), Optional.empty())
                .writeTo(file);
        String config = BaseImage.find(ImageLayout.open(root), Optional.empty(), Optional.empty())
                .manifest()
                .config()
                .digest()
                .encoded();
        try (Podman podman = new Podman(folder.resolve("podman"))) {
            assertThat(podman.run("load", "-i", file)).contains("Loaded image: example.com/team/app:1.0");
            assertThat(podman.run("image", "inspect", "--format", "{{.Architecture}}", "example.com/team/app:1.0"))
                    .contains("amd64");
            assertThat(podman.run("images", "--no-trunc", "--quiet")).contains(config);
        }
    }

    @Test
    void namesForDocker() {
        assertThat(DockerName.parse("app").qualified()).isEqualTo("docker.io/library/app:latest");
        assertThat(DockerName.parse("a/b:1").qualified()).isEqualTo("docker.io/a/b:1");
        assertThat(DockerName.parse("localhost:5000/a").qualified()).isEqualTo("localhost:5000/a:latest");
        assertThat(DockerName.parse("example.com/a/b__c:1.0_x").toString()).isEqualTo("example.com/a/b__c:1.0_x");
        for (String name :
                new String[] {"App:1", "a:", ":1", "", "a//b", "a b", "a:b:c", "example.com/", "a@sha256:b"}) {
            assertThatThrownBy(() -> DockerName.parse(name))
                    .as(name)
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageContaining("is no image name");
        }
    }
}
