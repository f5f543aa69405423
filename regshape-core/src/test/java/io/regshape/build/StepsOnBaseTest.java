// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.image.Stage;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The workflow step by step on a base image. */
class StepsOnBaseTest extends OnBaseFixture {
    @Test
    void initRefusesToEmptyTheLayoutThatItBuildsOn() throws IOException {
        Map<String, String> before = io.regshape.testing.FileTree.describe(baseLayout);
        assertThatThrownBy(() -> InitLayout.at(baseLayout)
                        .ifExists(InitLayout.IfExists.RECREATE)
                        .from(from())
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("from: the base is in " + baseLayout + " itself, which ifExists=recreate would empty. Set"
                        + " ifExists to reuse, or another path");
        assertThat(io.regshape.testing.FileTree.describe(baseLayout)).isEqualTo(before);
        InitLayout.at(baseLayout)
                .ifExists(InitLayout.IfExists.REUSE)
                .from(from())
                .run();
        assertThat(Stage.read(baseLayout).layers()).hasSize(2);
    }

    @Test
    void theStepsBuildOnABaseToo() throws IOException {
        Path tar = TestTar.sample("s").writeTo(folder.resolve("app.tar"));
        InitLayout.at(layout).from(from()).run();
        AddLayer.to(layout, LayerSource.of(tar)).run();
        assertThatThrownBy(() -> GenerateConfig.in(layout)
                        .settings(ConfigSettings.none().withArchitecture("amd64"))
                        .run())
                .hasMessageContaining("the base that init took is for linux/arm64, but linux/amd64 is asked for");
        GenerateConfig.in(layout)
                .settings(ConfigSettings.none().withEnv(Map.of("B", "b")))
                .run();
        GenerateManifest.in(layout).refName(RefName.parse("latest")).run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        Manifest manifest = manifest(entry("latest"));
        assertThat(manifest.layers()).hasSize(3);
        JsonObject config = document(manifest.config());
        assertThat(config.object("config").strings("Env")).containsExactly("A=base", "PATH=/bin", "B=b");
        assertThat(config.objects("history"))
                .extracting(step -> step.string("created_by"))
                .containsExactly("regshape build system", "regshape build tmp", "regshape add-layer");
    }

    @Test
    void initLeavesAnOldLayoutAloneWhenTheBaseIsDamaged() throws IOException {
        BuildImage.at(layout).layers(List.of(layer("x", file("/x", "x")))).run();
        Map<String, String> before = io.regshape.testing.FileTree.describe(layout);
        Files.delete(ImageLayout.open(baseLayout)
                .blobPath(base.layers().get(0).layer().descriptor().digest()));

        assertThatThrownBy(() -> InitLayout.at(layout)
                        .ifExists(InitLayout.IfExists.RECREATE)
                        .from(from())
                        .run())
                .isInstanceOf(RegshapeException.class);
        assertThat(io.regshape.testing.FileTree.describe(layout)).isEqualTo(before);
    }

    @Test
    void initRefusesABaseWhoseDiffIdsAreWrong() throws IOException {
        ImageLayout open = ImageLayout.open(baseLayout);
        JsonObject manifest = open.readDocument(base.manifest(), "the test");
        JsonObject config = open.readDocument(base.config(), "the test");
        Digest wrong = Digest.sha256(new byte[] {1});
        JsonObject rootfs = config.object("rootfs").with("diff_ids", List.of(wrong, wrong));
        Descriptor changed =
                open.store(MediaType.IMAGE_CONFIG, config.with("rootfs", rootfs).toCanonicalBytes());
        Descriptor image = open.store(
                MediaType.IMAGE_MANIFEST,
                manifest.with("config", changed.toJson()).toCanonicalBytes());
        open.replaceIndex(Index.empty().withEntry(image, old -> true));

        assertThatThrownBy(() -> InitLayout.at(layout).from(from()).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("have another digest than the diff id " + wrong + " that the config says");
        assertThat(layout).doesNotExist();
    }

    @Test
    void theStepsGoOnFromABuildOnABase() throws IOException {
        build(layer("app", file("/app/run", "app"))).run();
        AddLayer.to(layout, LayerSource.of(TestTar.sample("s").writeTo(folder.resolve("app.tar"))))
                .run();
        GenerateConfig.in(layout).run();
        GenerateManifest.in(layout).refName(RefName.parse("latest")).run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(document(manifest(entry("latest")).config()).string("architecture"))
                .isEqualTo("arm64");
    }
}
