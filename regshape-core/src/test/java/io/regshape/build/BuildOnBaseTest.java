// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.archive.BaseReference;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.image.ImageDocuments;
import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuildOnBaseTest extends OnBaseFixture {
    @Test
    void takesTheLayersOfTheBaseByteForByteAndInheritsItsConfig() throws IOException {
        BuiltImage image = build(layer("app", file("/app/run", "app")))
                .settings(ConfigSettings.none()
                        .withEnv(Map.of("A", "app", "B", "b"))
                        .withExposedPorts(List.of("8080"))
                        .withLabels(Annotations.of(Map.of("app", "1"))))
                .run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        Manifest manifest = manifest(entry("latest"));
        assertThat(manifest.layers().subList(0, 2))
                .isEqualTo(Manifest.fromJson(ImageLayout.open(baseLayout).readDocument(base.manifest(), "test"))
                        .layers());
        assertThat(manifest.annotations().get(Annotations.BASE_DIGEST))
                .contains(base.manifest().digest().toString());
        JsonObject config = document(image.config());
        assertThat(config.string("architecture")).isEqualTo("arm64");
        assertThat(config.string("author")).isEqualTo("Jane");
        JsonObject execution = config.object("config");
        assertThat(execution.strings("Entrypoint")).containsExactly("/bin/base");
        assertThat(execution.strings("Cmd")).containsExactly("serve");
        assertThat(execution.strings("Env")).containsExactly("A=app", "PATH=/bin", "B=b");
        assertThat(execution.object("ExposedPorts").names()).containsExactlyInAnyOrder("80", "8080");
        assertThat(execution.stringMap("Labels")).containsEntry("base", "yes").containsEntry("app", "1");
        assertThat(config.objects("history"))
                .extracting(step -> step.string("created_by"))
                .containsExactly("regshape build system", "regshape build tmp", "regshape build app");
        assertThat(entry("latest").platform().orElseThrow().architecture()).isEqualTo("arm64");
    }

    @Test
    void anEntrypointDropsTheCmdOfTheBase() throws IOException {
        BuiltImage image = build(layer("app", file("/app/run", "app")))
                .settings(ConfigSettings.none().withEntrypoint(List.of("/app/run")))
                .run();
        assertThat(document(image.config()).object("config").has("Cmd")).isFalse();
    }

    @Test
    void anImageMayAddNothingButSettings() throws IOException {
        BuildImage.at(layout)
                .from(from())
                .settings(ConfigSettings.none().withUser("7"))
                .run();
        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(manifest(entry("latest")).layers()).hasSize(2);
    }

    @Test
    void inheritsNothingThatIsAboutHowTheBaseWasBuilt() throws IOException {
        JsonObject config = ImageLayout.open(baseLayout).readDocument(base.config(), "test");
        JsonObject docker = config.with("container", "c")
                .with("container_config", JsonObject.empty())
                .with("parent", "p")
                .with(
                        "config",
                        config.object("config")
                                .with("OnBuild", List.of("RUN x"))
                                .with("Healthcheck", JsonObject.empty()));
        JsonObject child = ImageDocuments.configOn(docker, ConfigSettings.none(), List.of(), Timestamp.DEFAULT);
        assertThat(child.names()).doesNotContain("container", "container_config", "parent");
        assertThat(child.object("config").names()).contains("Healthcheck").doesNotContain("OnBuild");
    }

    @Test
    void aBaseThatIsChangedOrIncompleteIsFoundBeforeAnythingIsWritten() throws IOException {
        Path blob = ImageLayout.open(baseLayout)
                .blobPath(base.layers().get(0).layer().descriptor().digest());
        byte[] damaged = Files.readAllBytes(blob);
        damaged[damaged.length / 2]++;
        Files.write(blob, damaged);
        assertThatThrownBy(() -> build(layer("app", file("/app/run", "app"))).run())
                .isInstanceOf(RegshapeException.class);
        assertThat(layout).doesNotExist();

        Files.delete(blob);
        assertThatThrownBy(() -> build(layer("app", file("/app/run", "app"))).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("does not exist in " + baseLayout);
        assertThat(layout).doesNotExist();
    }

    @Test
    void aPlatformThatTheBaseHasNotIsRefused() {
        assertThatThrownBy(() -> build(layer("app", file("/app/run", "app")))
                        .settings(ConfigSettings.none().withArchitecture("amd64"))
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("linux/arm64")
                .hasMessageContaining("linux/amd64");
    }

    @Test
    void makesAnImageForEachPlatform() throws IOException {
        BuildImage.at(baseLayout)
                .layers(List.of(
                        layer("all", file("/etc/os", "base")),
                        layer("amd", file("/cpu", "amd64")).withPlatforms(List.of(AMD64)),
                        layer("arm", file("/cpu", "arm64"))
                                .withPlatforms(List.of(platform("arm64", Optional.empty())))))
                .platforms(List.of(AMD64, ARM64))
                .run();
        BuiltImage image = build(layer("app", file("/app/run", "app")))
                .platforms(List.of(ARM64, AMD64))
                .refNames(List.of(RefName.parse("1.0"), RefName.parse("latest")))
                .run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(ImageLayout.open(layout).index().manifests()).hasSize(2);
        Descriptor entry = entry("latest");
        assertThat(entry.digest()).isEqualTo(image.manifest().digest());
        assertThat(entry.mediaType().isIndex()).isTrue();
        List<Descriptor> images = new Index(document(entry)).manifests();
        assertThat(images)
                .extracting(one -> one.platform().orElseThrow().toString())
                .containsExactly("linux/amd64", "linux/arm64/v8");
        Manifest amd = manifest(images.get(0));
        Manifest arm = manifest(images.get(1));
        assertThat(amd.layers()).hasSize(3);
        assertThat(amd.layers().get(0)).isEqualTo(arm.layers().get(0));
        assertThat(amd.layers().get(1)).isNotEqualTo(arm.layers().get(1));
        assertThat(amd.layers().get(2)).isEqualTo(arm.layers().get(2));
        assertThat(document(arm.config()).string("architecture")).isEqualTo("arm64");
        assertThat(document(arm.config()).string("variant")).isEqualTo("v8");
    }

    @Test
    void refusesEqualPlatformsAndLayersForOthers() {
        assertThatThrownBy(() -> BuildImage.at(layout).platforms(List.of(ARM64, platform("arm64", Optional.empty()))))
                .hasMessageContaining("linux/arm64/v8 and linux/arm64 are the same platform");
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .platforms(List.of(AMD64))
                        .layers(List.of(layer("x", file("/x", "x")).withPlatforms(List.of(ARM64))))
                        .run())
                .hasMessageContaining("layer 'x' is for linux/arm64/v8, which is none of the platforms linux/amd64");
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(layer("x", file("/x", "x")).withPlatforms(List.of(ARM64))))
                        .run())
                .hasMessage(
                        "layer 'x' is for linux/arm64/v8, and the image for no platform that is named: set platforms");
    }

    @Test
    void refusesToBuildAnImageOnItself() throws IOException {
        OnDisk unnamed = (OnDisk) BaseReference.parse("oci:" + baseLayout, folder);
        OnDisk named = (OnDisk) BaseReference.parse("oci:" + baseLayout + ":latest", folder);
        Map<String, String> before = io.regshape.testing.FileTree.describe(baseLayout);
        BuildImage onItself = BuildImage.at(baseLayout).layers(List.of(layer("app", file("/app/run", "app"))));

        assertThatThrownBy(() -> onItself.from(unnamed).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage(
                        "from: oci:" + baseLayout + " is the layout that is built: say which of its images is meant,"
                                + " oci:" + baseLayout + ":REF, or give the new one another path");
        assertThatThrownBy(() -> onItself.from(named).run())
                .hasMessage("from: oci:" + baseLayout + ":latest is the image 'latest' that this build replaces. Give"
                        + " the base another name, or the new image another path");
        assertThat(io.regshape.testing.FileTree.describe(baseLayout)).isEqualTo(before);

        onItself.refNames(List.of(RefName.parse("app"))).run();
        BuiltImage again = onItself.run();
        assertThat(LayoutValidator.validate(baseLayout)).isEmpty();
        assertThat(Manifest.fromJson(ImageLayout.open(baseLayout).readDocument(again.manifest(), "test"))
                        .layers())
                .hasSize(3);
    }

    @Test
    void removesTheBlobsOfAFormerBase() throws IOException {
        build(layer("app", file("/app/run", "app"))).run();
        BuildImage.at(layout)
                .layers(List.of(layer("app", file("/app/run", "app"))))
                .run();

        try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
            assertThat(blobs).hasSize(3);
        }
        assertThat(Stage.read(layout).baseConfig()).isEmpty();
    }
}
