// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.archive.BaseReference;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.files.TextFile;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerOptions;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bases as other tools may write them. */
class BuildOnAnyBaseTest {
    private static final String DOCKER = "application/vnd.docker.";

    @TempDir
    private Path folder;

    private Path baseRoot;
    private ImageLayout base;
    private Path root;

    @BeforeEach
    void create() throws IOException {
        baseRoot = folder.resolve("a base: with a name");
        LayoutCreation.create(baseRoot, Map.of());
        base = ImageLayout.open(baseRoot);
        root = folder.resolve("oci");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aBaseMayBeCompressedInAnyWay(Compression compression) throws IOException {
        BuildImage.at(root)
                .layers(List.of(layer().withOptions(LayerOptions.defaults().withCompressFormat(compression))))
                .run();
        Path second = folder.resolve("second");
        BuildImage.at(second)
                .from((OnDisk) BaseReference.parse("oci:" + root, folder))
                .layers(List.of(LayerRequest.of("b", List.of(TextFile.of("b", new byte[1], "/b")))))
                .run();

        assertThat(LayoutValidator.validate(second)).isEmpty();
        assertThat(layers(second).get(0).mediaType()).isEqualTo(compression.layerMediaType());
    }

    @Test
    void aBaseMayHaveNoLayer() throws IOException {
        publish(manifest("oci.image.config.v1+json", config("[]", ""), ""));
        build();
        assertThat(layers(root)).hasSize(1);
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void aBaseMayHaveTypesOfDockerAndNothingThatIsOptional() throws IOException {
        byte[] tar = TestTar.sample("base").bytes();
        Descriptor layer = base.store(MediaType.LAYER_TAR, tar);
        publish(manifest(
                "docker.container.image.v1+json",
                config("[\"" + layer.digest() + "\"]", ", \"history\": null, \"config\": null, \"id\": \"x\""),
                "{\"mediaType\":\"" + DOCKER + "image.rootfs.diff.tar\",\"digest\":\"" + layer.digest() + "\",\"size\":"
                        + tar.length + "}"));
        build();

        assertThat(LayoutValidator.validate(root)).isEmpty();
        assertThat(layers(root).get(0).mediaType()).isEqualTo(MediaType.LAYER_TAR);
        JsonObject config = config(root);
        assertThat(config.string("id")).isEqualTo("x");
        assertThat(config.objects("history")).hasSize(2);
        assertThat(config.objects("history").get(0).string("comment")).contains("no history");
    }

    @Test
    void attestationsBesideTheImageAreNoBases() throws IOException {
        Descriptor image = manifest("oci.image.config.v1+json", config("[]", ""), "");
        Descriptor attestation = manifest("oci.image.config.v1+json", config("[]", ", \"author\": \"x\""), "")
                .withPlatform(Optional.of(Platform.parse("unknown/unknown")));
        Descriptor index = base.store(
                MediaType.IMAGE_INDEX,
                Index.empty()
                        .json()
                        .with("manifests", List.of(attestation.toJson(), image.toJson()))
                        .toCanonicalBytes());
        publish(index);
        build();
        assertThat(config(root).has("author")).isFalse();
        assertThatThrownBy(() -> BuildImage.at(folder.resolve("other"))
                        .from(from())
                        .platforms(List.of(Platform.parse("unknown/unknown")))
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(
                        "has no image for the platform unknown/unknown: '" + index.digest() + "' is for linux/amd64");
    }

    @Test
    void anEmptyLayerOfTheHistoryIsNoLayer() throws IOException {
        byte[] tar = TestTar.sample("base").bytes();
        Descriptor layer = base.store(MediaType.LAYER_TAR, tar);
        publish(manifest(
                "oci.image.config.v1+json",
                config(
                        "[\"" + layer.digest() + "\"]",
                        ", \"history\": [{\"created_by\":\"ENV\",\"empty_layer\":true},{\"created_by\":\"ADD\"}]"),
                layer.toJson().toString()));
        build();
        assertThat(config(root).objects("history"))
                .extracting(entry -> entry.findString("created_by").orElse(""))
                .containsExactly("ENV", "ADD", "regshape build a");
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    /** Two instructions with the same outcome, such as an empty layer each, have one blob. */
    @Test
    void aBaseMayHaveTheSameLayerTwice() throws IOException {
        Descriptor layer =
                base.store(MediaType.LAYER_TAR, TestTar.sample("base").bytes());
        publish(manifest(
                "oci.image.config.v1+json",
                config("[\"" + layer.digest() + "\",\"" + layer.digest() + "\"]", ""),
                layer.toJson() + "," + layer.toJson()));
        build();

        assertThat(LayoutValidator.validate(root)).isEmpty();
        assertThat(layers(root)).hasSize(3);
    }

    private Descriptor manifest(String configType, String config, String layers) throws IOException {
        byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
        Descriptor stored = base.store(MediaType.parse("application/vnd." + configType), bytes);
        boolean docker = configType.startsWith("docker");
        MediaType type = docker ? MediaType.parse(DOCKER + "distribution.manifest.v2+json") : MediaType.IMAGE_MANIFEST;
        return base.store(
                type,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":" + stored.toJson() + ",\"layers\":["
                                + layers + "]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String config(String diffIds, String more) {
        return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":" + diffIds
                + "}" + more + "}";
    }

    private void publish(Descriptor entry) throws IOException {
        base.replaceIndex(Index.empty().withEntry(entry, old -> false));
    }

    private OnDisk from() {
        return (OnDisk) BaseReference.parse("oci:" + baseRoot, folder);
    }

    private void build() throws IOException {
        BuildImage.at(root).from(from()).layers(List.of(layer())).run();
    }

    private static LayerRequest layer() {
        return LayerRequest.of("a", List.of(TextFile.of("a", new byte[1], "/a")));
    }

    private static Manifest manifest(Path layout) throws IOException {
        ImageLayout open = ImageLayout.open(layout);
        return Manifest.fromJson(open.readDocument(open.index().manifests().get(0), LayoutReader.INDEX));
    }

    private static List<Descriptor> layers(Path layout) throws IOException {
        return manifest(layout).layers();
    }

    private static JsonObject config(Path layout) throws IOException {
        return ImageLayout.open(layout).readDocument(manifest(layout).config(), "the manifest");
    }
}
