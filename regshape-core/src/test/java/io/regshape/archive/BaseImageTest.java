// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.stage.AddLayer;
import io.regshape.stage.AnnotateManifest;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseImageTest {
    private static final String NO_IMAGE =
            "has no image: its index.json names none. Generate or copy one into it first";

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void initialise() throws IOException {
        root = folder.resolve("oci");
        InitLayout.at(root).run();
    }

    private Descriptor image(String architecture, Optional<String> variant, String... names) throws IOException {
        InitLayout.at(root).ifExists(InitLayout.IfExists.REUSE).run();
        AddLayer.to(root, LayerSource.of(TestTar.sample(architecture).writeTo(folder.resolve("layer.tar"))))
                .run();
        ConfigSettings settings = ConfigSettings.none().withArchitecture(architecture);
        GenerateConfig.in(root)
                .settings(variant.map(settings::withVariant).orElse(settings))
                .run();
        Descriptor manifest = null;
        for (String name : names) {
            manifest =
                    GenerateManifest.in(root).refName(RefName.parse(name)).run().descriptor();
        }
        return manifest == null ? GenerateManifest.in(root).run().descriptor() : manifest;
    }

    /** Puts manifests into a nested index that is the only entry. */
    private void nest(String name, Descriptor... manifests) throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        byte[] nested = Index.empty()
                .json()
                .with(
                        "manifests",
                        List.of(manifests).stream().map(Descriptor::toJson).toList())
                .toCanonicalBytes();
        Descriptor entry = layout.store(MediaType.IMAGE_INDEX, nested)
                .withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, name)));
        layout.replaceIndex(Index.empty().withEntry(entry, old -> false));
    }

    private static Platform platform(String text) {
        String[] parts = text.split("/", -1);
        return new Platform(
                parts[0], parts[1], parts.length > 2 ? Optional.of(parts[2]) : Optional.empty(), Optional.empty());
    }

    private BaseImage find(String ref, String platform) throws IOException {
        return BaseImage.find(
                ImageLayout.open(root),
                Optional.ofNullable(ref),
                Optional.ofNullable(platform).map(BaseImageTest::platform));
    }

    private void assertRefused(String ref, String platform, String message) {
        assertThatThrownBy(() -> find(ref, platform))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(root + " " + message);
    }

    @Test
    void findsAnImageByNameAndByDigest() throws IOException {
        Descriptor one = image("amd64", Optional.empty(), "one");
        Descriptor two = image("arm64", Optional.empty(), "example.com/two:2");
        assertThat(find("one", null).descriptor().digest()).isEqualTo(one.digest());
        assertThat(find("example.com/two:2", null).descriptor().digest()).isEqualTo(two.digest());
        assertThat(find("2", null).descriptor().digest()).isEqualTo(two.digest());
        assertThat(find(two.digest().toString(), null).descriptor().digest()).isEqualTo(two.digest());
        assertThat(find("one", null).config().string("architecture")).isEqualTo("amd64");
    }

    @Test
    void takesTheOnlyImageWithoutAName() throws IOException {
        assertRefused(null, null, NO_IMAGE);
        Descriptor image = image("amd64", Optional.empty(), "a", "b");
        assertThat(find(null, null).descriptor().digest()).isEqualTo(image.digest());
    }

    @Test
    void listsTheImagesWhereOneMustBeNamed() throws IOException {
        image("amd64", Optional.empty(), "a", "b");
        Descriptor unnamed = image("arm64", Optional.empty());
        assertRefused(null, null, "has several images, say which: a = b, " + unnamed.digest());
        assertRefused("c", null, "has no image 'c'; there are: a = b, " + unnamed.digest());
    }

    @Test
    void refusesATagOfSeveralImages() throws IOException {
        image("amd64", Optional.empty(), "a:1");
        image("arm64", Optional.empty(), "b:1");
        assertRefused("1", null, "has several images '1': a:1, b:1. Name one by its digest");
    }

    @Test
    void choosesAPlatformFromANestedIndex() throws IOException {
        Descriptor amd = image("amd64", Optional.empty(), "amd");
        Descriptor arm = image("arm64", Optional.of("v8"), "arm");
        Descriptor attestation = amd.withPlatform(Optional.of(platform("unknown/unknown")));
        nest("latest", amd.withPlatform(Optional.of(platform("linux/amd64"))), arm);
        assertThat(find(null, "linux/amd64").descriptor().digest()).isEqualTo(amd.digest());
        assertThat(find(null, "linux/arm64").descriptor().digest()).isEqualTo(arm.digest());
        assertThat(find(null, "linux/arm64/v8").descriptor().digest()).isEqualTo(arm.digest());
        assertRefused(
                null, null, "has several images under 'latest', say for which platform: linux/amd64, linux/arm64/v8");
        assertRefused(
                "latest",
                "linux/s390x",
                "has no image for the platform linux/s390x: 'latest' is for linux/amd64, linux/arm64/v8");
        nest("latest", arm, attestation);
        assertThat(find(null, null).descriptor().digest()).isEqualTo(arm.digest());
    }

    @Test
    void aVariantMayBeLeftOutWhereThereIsOneAlone() throws IOException {
        Descriptor six = image("arm", Optional.of("v6"), "six");
        Descriptor seven = image("arm", Optional.of("v7"), "seven");
        nest("latest", six, seven);
        assertRefused(
                null,
                "linux/arm",
                "has several images for the platform linux/arm: 'latest' is for linux/arm/v6, linux/arm/v7."
                        + " Name one by its digest");
        assertThat(find(null, "linux/arm/v7").descriptor().digest()).isEqualTo(seven.digest());
        nest("latest", six);
        assertThat(find(null, "linux/arm").descriptor().digest()).isEqualTo(six.digest());
        assertRefused(null, "linux/arm/v7", "has no image for the platform linux/arm/v7: 'latest' is for linux/arm/v6");
    }

    @Test
    void aMismatchShowsBothSides() throws IOException {
        Descriptor image = image("amd64", Optional.empty(), "latest");
        assertRefused(null, "linux/arm64", "has no image for the platform linux/arm64: 'latest' is for linux/amd64");
        nest("latest", image.withPlatform(Optional.of(platform("linux/arm64"))));
        assertThatThrownBy(() -> find(null, "linux/arm64"))
                .hasMessage(root + ": the config of manifest " + image.digest()
                        + " says that it is for linux/amd64, the platform linux/arm64 is wanted");
    }

    @Test
    void refusesABaseThatIsNoImage() throws IOException {
        InitLayout.at(root).ifExists(InitLayout.IfExists.REUSE).run();
        AddLayer.to(root, LayerSource.of(Files.writeString(folder.resolve("sbom"), "{}")))
                .options(LayerOptions.defaults().withMediaType(MediaType.parse("application/x-sbom")))
                .run();
        GenerateConfig.in(root).mediaType(MediaType.EMPTY).run();
        GenerateManifest.in(root)
                .refName(RefName.parse("sbom"))
                .artifactType(MediaType.parse("application/x-sbom"))
                .run();
        assertRefused("sbom", null, NO_IMAGE);
    }

    @Test
    void findsABlobThatIsMissingOrWrong() throws IOException {
        image("amd64", Optional.empty(), "latest");
        BaseImage image = find(null, null);
        BaseFiles.verify(image);
        Path blob = ImageLayout.open(root)
                .blobPath(image.layers().get(0).descriptor().digest());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);
        assertThatThrownBy(() -> BaseFiles.verify(image)).hasMessageContaining("digest mismatch for blob");
        Files.delete(blob);
        assertThatThrownBy(() -> BaseFiles.verify(image)).hasMessageContaining("does not exist");
        Files.delete(ImageLayout.open(root).blobPath(image.manifest().config().digest()));
        assertThatThrownBy(() -> find(null, null)).hasMessageContaining("does not exist");
    }

    @Test
    void historyHasAnEntryForEachLayer() throws IOException {
        image("amd64", Optional.empty(), "latest");
        AddLayer.to(root, LayerSource.of(TestTar.sample("b").writeTo(folder.resolve("b.tar"))))
                .run();
        GenerateConfig.in(root).run();
        AnnotateManifest.in(root).annotations(Annotations.of(Map.of("a", "b"))).run();
        BaseImage image = find(null, null);
        assertThat(image.history()).isEqualTo(image.config().objects("history")).hasSize(2);

        JsonObject empty = JsonObject.empty().with("created_by", "ENV").with("empty_layer", true);
        JsonObject layer = JsonObject.empty().with("created_by", "COPY").with("comment", "x");
        assertThat(withHistory(image, List.of(empty, layer)).history())
                .containsExactly(
                        empty,
                        layer,
                        JsonObject.empty()
                                .with("created", "1980-02-01T00:00:00Z")
                                .with("comment", "the base image has no history of this layer"));
        assertThat(withHistory(image, List.of(layer, layer, empty, layer)).history())
                .containsExactly(layer, layer, empty, layer.with("empty_layer", true));
        assertThat(withHistory(image, List.of()).history()).hasSize(2);
    }

    private static BaseImage withHistory(BaseImage image, List<JsonObject> history) {
        return new BaseImage(
                image.layout(),
                image.descriptor(),
                image.manifest(),
                image.config().with("history", history),
                image.image(),
                image.layers());
    }

    @Test
    void layersHaveMediaTypesOfTheSpec() throws IOException {
        image("amd64", Optional.empty(), "latest");
        ImageLayout layout = ImageLayout.open(root);
        BaseImage image = find(null, null);
        String manifest = image.manifest()
                .toJson()
                .toString()
                .replace(
                        "application/vnd.oci.image.layer.v1.tar+gzip",
                        "application/vnd.docker.image.rootfs.diff.tar.gzip");
        Descriptor docker = layout.store(
                MediaType.parse("application/vnd.docker.distribution.manifest.v2+json"),
                manifest.getBytes(StandardCharsets.UTF_8));
        layout.replaceIndex(Index.empty().withEntry(docker, old -> false));
        assertThat(find(null, null).manifest().layers().get(0).mediaType().value())
                .contains("docker");
        assertThat(find(null, null).layers()).isEqualTo(image.layers());
    }
}
