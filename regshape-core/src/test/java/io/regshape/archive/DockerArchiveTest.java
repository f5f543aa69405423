// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static io.regshape.archive.Archives.ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.MediaType;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.ValidationOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerArchiveTest {
    private final byte[] base = TestTar.sample("base").bytes();
    private final byte[] app = TestTar.sample("app").bytes();

    @TempDir
    Path folder;

    private Path write(Archives archive) throws IOException {
        return archive.writeTo(folder.resolve("docker.tar"));
    }

    private Archives archive() {
        return new Archives()
                .file("c.json", Archives.config(base, app))
                .file("1/layer.tar", base)
                .file("2.tar.gz", TestTar.gzip(app))
                .file("repositories", "{}");
    }

    @Test
    void showsImagesAsALayout() throws IOException {
        Path file = write(archive()
                .file(
                        "manifest.json",
                        Archives.manifest(
                                "c.json",
                                List.of("example.com/a/b:1", "example.com/a/b:latest"),
                                List.of("1/layer.tar", "2.tar.gz"))));
        try (LayoutReader archive = DockerArchive.open(file, ENOUGH)) {
            assertThat(LayoutValidator.validate(archive, ValidationOptions.strict())
                            .findings())
                    .isEmpty();
            assertThat(archive.index().manifests())
                    .map(entry -> Index.refNameOf(entry).orElse(""))
                    .containsExactly("example.com/a/b:1", "example.com/a/b:latest");
            BaseImage image = BaseImage.find(archive, Optional.of("latest"), Optional.empty());
            BaseFiles.verify(image);
            assertThat(image.manifest().config().mediaType()).isEqualTo(MediaType.IMAGE_CONFIG);
            assertThat(image.manifest().config().digest())
                    .isEqualTo(Digest.sha256(Archives.config(base, app).getBytes(StandardCharsets.UTF_8)));
            assertThat(image.config().object("config").has("Healthcheck")).isTrue();
            assertThat(image.layers())
                    .map(layer -> layer.descriptor().mediaType())
                    .containsExactly(MediaType.LAYER_TAR, MediaType.LAYER_TAR_GZIP);
            assertThat(image.layers())
                    .map(layer -> layer.descriptor().digest())
                    .containsExactly(Digest.sha256(base), Digest.sha256(TestTar.gzip(app)));
            assertThat(image.layers()).map(BaseLayer::diffId).containsExactly(Digest.sha256(base), Digest.sha256(app));
        }
    }

    @Test
    void showsAnImageWithoutTagsWithoutAName() throws IOException {
        Path file = write(archive()
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":null,\"Layers\":[\"1/layer.tar\",\"2.tar.gz\"]}]"));
        try (LayoutReader archive = Transport.detect(file, ENOUGH)) {
            assertThat(archive.index().manifests()).hasSize(1);
            assertThat(LayoutValidator.validate(archive, ValidationOptions.strict())
                            .findings())
                    .isEmpty();
            BaseFiles.verify(BaseImage.find(archive, Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void refusesWhatIsNotWhole() throws IOException {
        assertRefused(new Archives().file("a", "b"), "is no archive of docker save: it has no file manifest.json");
        assertRefused(archive().file("manifest.json", "{}"), "manifest.json is not a JSON array");
        assertRefused(archive().file("manifest.json", "[{}]"), "manifest.json: /0/Config is missing");
        assertRefused(
                archive().file("manifest.json", Archives.manifest("d.json", List.of(), List.of())),
                "the file 'd.json' that it names is not in the archive");
        assertRefused(
                archive().file("manifest.json", Archives.manifest("c.json", List.of(), List.of("1/layer.tar"))),
                "it lists 1 layers, and its config c.json 2 diff ids");
        assertRefused(
                archive().file("manifest.json", Archives.manifest("c.json", List.of(), List.of("1/layer.tar", "3"))),
                "the file '3' that it names is not in the archive");
        assertRefused(
                archive()
                        .file(
                                "manifest.json",
                                Archives.manifest("c.json", List.of(), List.of("2.tar.gz", "1/layer.tar"))),
                "2.tar.gz: its uncompressed bytes have the digest " + Digest.sha256(app) + ", its config says "
                        + Digest.sha256(base));
        assertRefused(
                archive()
                        .file("3", "no tar")
                        .file("manifest.json", Archives.manifest("c.json", List.of(), List.of("3", "3"))),
                "3 is data of an unknown kind");
    }

    @Test
    void refusesAPlainLayerThatWasChangedWhenItIsRead() throws IOException {
        Path file = write(new Archives()
                .file("c.json", Archives.config(base))
                .file("layer.tar", app)
                .file("manifest.json", Archives.manifest("c.json", List.of("a:1"), List.of("layer.tar"))));
        try (LayoutReader archive = DockerArchive.open(file, ENOUGH)) {
            BaseImage image = BaseImage.find(archive, Optional.empty(), Optional.empty());
            assertThatThrownBy(() -> BaseFiles.verify(image))
                    .hasMessageContaining("digest mismatch for blob " + Digest.sha256(base));
        }
    }

    @Test
    void refusesALayerThatIsABomb() throws IOException {
        byte[] bomb = new byte[20_000_000];
        Path file = write(new Archives()
                .file("c.json", Archives.config(bomb))
                .file("layer.tar", TestTar.gzip(bomb))
                .file("manifest.json", Archives.manifest("c.json", List.of("a:1"), List.of("layer.tar"))));
        assertThatThrownBy(() -> DockerArchive.open(file, 1_000_000)).hasMessageContaining("set maxUnpacked");
    }

    @Test
    void readsAConfigOnceForAllImagesThatNameIt() throws IOException {
        String config = Archives.config();
        String image = Archives.manifest("c.json", List.of("a:1"), List.of());
        Path file = write(new Archives()
                .file("c.json", config)
                .file("manifest.json", image.replace("]}]", "]},") + image.substring(1)));
        long kept;
        try (LayoutReader archive = DockerArchive.open(file, ENOUGH)) {
            List<Descriptor> entries = archive.index().manifests();
            assertThat(entries).hasSize(2);
            kept = config.length() + 2 * entries.get(0).size();
        }
        DockerArchive.of(TarMembers.open(file, ENOUGH), ENOUGH, kept).close();
        assertThatThrownBy(() -> DockerArchive.of(TarMembers.open(file, ENOUGH), ENOUGH, kept - 1))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(file + ": the configs and manifests of its images have more than " + (kept - 1)
                        + " bytes in all: they are kept in memory, so no more are taken");
    }

    @Test
    void refusesMoreTagsThanAnIndexHolds() throws IOException {
        List<String> tags =
                IntStream.rangeClosed(0, 20_000).mapToObj(i -> "a:" + i).toList();
        Path file = write(new Archives()
                .file("c.json", Archives.config())
                .file("manifest.json", Archives.manifest("c.json", tags, List.of())));
        assertThatThrownBy(() -> DockerArchive.open(file, ENOUGH))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the archive has more than 20000 images and tags");
    }

    @Test
    void saysWhichTransportAnOciArchiveHas() throws IOException {
        assertRefused(new Archives().file("oci-layout", "{}"), "but an oci-layout: name it with oci-archive:");
    }

    private void assertRefused(Archives archive, String message) throws IOException {
        Path file = write(archive);
        assertThatThrownBy(() -> DockerArchive.open(file, ENOUGH))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
        Files.delete(file);
    }
}
