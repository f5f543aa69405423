// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.image.Stage;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import io.regshape.testing.FileTree;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedUpdatesTest {
    @TempDir
    Path temp;

    Path root;
    ImageLayout layout;

    @BeforeEach
    void makeAnImage() throws IOException {
        root = temp.resolve("layout");
        InitLayout.at(root).run();
        layout = ImageLayout.open(root);
        AddLayer.to(root, LayerSource.of(TestTar.sample("x").writeTo(temp.resolve("x.tar"))))
                .annotations(Annotations.of(Map.of("old", "1")))
                .run();
        GenerateConfig.in(root)
                .settings(ConfigSettings.none().withLabels(Annotations.of(Map.of("l", "1"))))
                .run();
        GenerateManifest.in(root).refName(RefName.parse("latest")).run();
    }

    private Descriptor entry() throws IOException {
        return layout.index().manifests().get(0);
    }

    private Manifest manifest() throws IOException {
        return Manifest.fromJson(layout.readDocument(entry(), "index.json"));
    }

    private void assertUnchanged(Step step) throws IOException {
        Map<String, String> before = FileTree.describe(root);
        step.run();
        assertThat(FileTree.describe(root)).isEqualTo(before);
    }

    private void assertRefused(Step step, String message) throws IOException {
        assertUnchanged(() -> assertThatThrownBy(step::run)
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(message));
    }

    interface Step {
        void run() throws IOException;
    }

    private static Annotations annotations(String key, String value) {
        return Annotations.of(Map.of(key, value));
    }

    @Test
    void annotationsOfALayerAreMergedOrReplaced() throws IOException {
        AnnotateLayer.in(root, 0).annotations(annotations("new", "2")).run();
        assertThat(Stage.read(root).layers().get(0).annotations().values())
                .containsExactly(Map.entry("new", "2"), Map.entry("old", "1"));
        AnnotateLayer.in(root, 0)
                .annotations(annotations("only", "3"))
                .replace(true)
                .run();
        assertThat(Stage.read(root).layers().get(0).annotations().values()).containsExactly(Map.entry("only", "3"));
    }

    @Test
    void aManifestWithOldLayerAnnotationsIsToldAndMended() throws IOException {
        AnnotateLayer.Result result =
                AnnotateLayer.in(root, 0).annotations(annotations("new", "2")).run();
        assertThat(result.warning()).hasValueSatisfying(w -> assertThat(w).contains("old layer annotations"));
        assertThat(LayoutValidator.validate(root)).isEmpty();
        AnnotateManifest.in(root).annotations(annotations("k", "v")).run();
        assertThat(manifest().layers().get(0).annotations().values()).containsKey("new");
        assertThat(AnnotateLayer.in(root, 0)
                        .annotations(annotations("new", "2"))
                        .run()
                        .warning())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 100})
    void anIndexOutOfRangeIsRefused(int index) throws IOException {
        assertRefused(
                () -> AnnotateLayer.in(root, index)
                        .annotations(annotations("k", "v"))
                        .run(),
                "Layer index " + index + " is out of range: 1 layer is staged, the index must be 0");
    }

    @Test
    void annotatingWithNothingIsRefused() throws IOException {
        assertRefused(() -> AnnotateLayer.in(root, 0).run(), "annotations is missing: give at least one");
        assertRefused(() -> AnnotateManifest.in(root).replace(true).run(), "annotations is missing: give at least one");
    }

    @Test
    void stepsOutOfOrderAreRefused() throws IOException {
        InitLayout.at(root).ifExists(InitLayout.IfExists.REUSE).run();
        assertRefused(
                () -> AnnotateLayer.in(root, 0)
                        .annotations(annotations("k", "v"))
                        .run(),
                "No layers staged");
        assertRefused(
                () -> AnnotateManifest.in(root)
                        .annotations(annotations("k", "v"))
                        .run(),
                "Manifest not yet generated");
        assertRefused(() -> UpdateConfig.in(root).run(), "Config not yet generated");
    }

    @Test
    void whatIsThereAlreadyChangesNothing() throws IOException {
        AnnotateManifest.in(root).annotations(annotations("k", "v")).run();
        assertUnchanged(() ->
                AnnotateManifest.in(root).annotations(annotations("k", "v")).run());
        assertUnchanged(() ->
                AnnotateLayer.in(root, 0).annotations(annotations("old", "1")).run());
        assertUnchanged(() -> UpdateConfig.in(root).run());
        assertUnchanged(() -> UpdateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture("amd64").withLabels(annotations("l", "1")))
                .run());
    }

    @Test
    void everyEntryOfTheManifestMoves() throws IOException {
        GenerateManifest.in(root).refName(RefName.parse("1.0")).run();
        PublishedManifest changed =
                AnnotateManifest.in(root).annotations(annotations("k", "v")).run();
        assertThat(layout.index().manifests())
                .extracting(Descriptor::digest)
                .containsExactly(
                        changed.descriptor().digest(), changed.descriptor().digest());
        assertThat(layout.index().manifests())
                .extracting(e -> Index.refNameOf(e).orElse(""))
                .containsExactly("latest", "1.0");
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void theOldConfigStaysUntilTheManifestIsBroughtUpToDate() throws IOException {
        Descriptor old = manifest().config();
        UpdateConfig.Result result = UpdateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture("arm64").withCreated(Timestamp.parse("0")))
                .run();
        assertThat(result.warning())
                .hasValueSatisfying(w -> assertThat(w).contains("references the old config digest"));
        assertThat(layout.blobPath(old.digest())).exists();
        assertThat(LayoutValidator.validate(root)).isEmpty();
        AnnotateManifest.in(root).annotations(annotations("k", "v")).run();
        assertThat(layout.blobPath(old.digest())).doesNotExist();
        assertThat(entry().platform().orElseThrow()).hasToString("linux/arm64");
        assertThat(layout.readDocument(manifest().config(), "test").string("created"))
                .isEqualTo("1970-01-01T00:00:00Z");
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void aConfigThatWasNeverPublishedIsRemovedAtOnce() throws IOException {
        UpdateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture("arm64"))
                .run();
        Descriptor middle = Stage.read(root).config().orElseThrow();
        UpdateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture("s390x"))
                .run();
        assertThat(layout.blobPath(middle.digest())).doesNotExist();
    }

    @Test
    void unknownFieldsOfAConfigStay() throws IOException {
        JsonObject config = layout.readDocument(manifest().config(), "test");
        Path file = Files.write(
                temp.resolve("config.json"), config.with("theirs", List.of(1)).toPrettyBytes());
        UpdateConfig.in(root).configFile(file).run();
        UpdateConfig.in(root).settings(ConfigSettings.none().withUser("me")).run();
        JsonObject updated = layout.readDocument(Stage.read(root).config().orElseThrow(), "test");
        assertThat(updated.has("theirs")).isTrue();
        assertThat(updated.object("config").string("User")).isEqualTo("me");
        assertThat(updated.object("config").stringMap("Labels")).containsKey("l");
    }

    @Test
    void aDamagedManifestOrIndexDoesNotFailAStepThatIsDone() throws IOException {
        Set<String> blobs = blobs();
        Files.writeString(layout.blobPath(entry().digest()), "damaged");
        UpdateConfig.in(root).settings(ConfigSettings.none().withUser("me")).run();
        AnnotateLayer.in(root, 0).annotations(annotations("new", "2")).run();
        Files.writeString(root.resolve("index.json"), "damaged");
        GenerateConfig.in(root).settings(ConfigSettings.none().withUser("you")).run();
        assertThat(layout.readDocument(Stage.read(root).config().orElseThrow(), "test")
                        .object("config")
                        .string("User"))
                .isEqualTo("you");
        assertThat(blobs()).as("what a damaged document led to is not known").containsAll(blobs);
    }

    private Set<String> blobs() throws IOException {
        Set<String> paths = new HashSet<>(FileTree.describe(root).keySet());
        paths.removeIf(path -> !path.startsWith("blobs/"));
        return paths;
    }

    @Test
    void anEntryPublishedByAKilledProcessIsTakenUp() throws IOException {
        InitLayout.at(root).ifExists(InitLayout.IfExists.RECREATE).run();
        AddLayer.to(root, LayerSource.of(temp.resolve("x.tar"))).run();
        GenerateConfig.in(root).run();
        GenerateManifest.in(root).run();
        byte[] before = Files.readAllBytes(root.resolve(Stage.FILE));
        GenerateManifest.in(root).annotations(annotations("k", "v")).run();
        // As if it had been killed after the index was replaced, before the stage was.
        Files.write(root.resolve(Stage.FILE), before);
        GenerateManifest.in(root).annotations(annotations("k", "v")).run();
        assertThat(layout.index().manifests()).hasSize(1);
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void theTimeOfTheSettingsIsThatOfTheHistoryToo() throws IOException {
        Descriptor config = GenerateConfig.in(root)
                .settings(ConfigSettings.none().withCreated(Timestamp.parse("0")))
                .run();
        JsonObject document = layout.readDocument(config, "test");
        assertThat(document.string("created")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(document.objects("history").get(0).string("created")).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void replacingLabelsNeedsLabels() throws IOException {
        assertRefused(
                () -> UpdateConfig.in(root).replaceLabels(true).run(), "replaceLabels is set, but no labels are given");
    }

    @Test
    void labelsAreReplacedWhenAsked() throws IOException {
        UpdateConfig.in(root)
                .settings(ConfigSettings.none().withLabels(annotations("m", "2")))
                .replaceLabels(true)
                .run();
        JsonObject updated = layout.readDocument(Stage.read(root).config().orElseThrow(), "test");
        assertThat(updated.object("config").stringMap("Labels")).containsOnlyKeys("m");
    }

    @Test
    void theEmptyConfigHasNothingToUpdate() throws IOException {
        InitLayout.at(root).ifExists(InitLayout.IfExists.REUSE).run();
        AddLayer.to(root, LayerSource.of(Files.writeString(temp.resolve("a.txt"), "x")))
                .options(LayerOptions.defaults().withMediaType(MediaType.parse("text/plain")))
                .run();
        GenerateConfig.in(root).mediaType(MediaType.EMPTY).run();
        assertRefused(
                () -> UpdateConfig.in(root)
                        .settings(ConfigSettings.none().withUser("me"))
                        .run(),
                "is application/vnd.oci.empty.v1+json and cannot be updated: only an image config has settings");
        assertUnchanged(() -> UpdateConfig.in(root).run());
    }

    @Test
    void aManifestOfAnotherToolInTheIndexIsKept() throws IOException {
        Descriptor foreign = layout.store(MediaType.parse("application/vnd.example+json"), new byte[] {'{', '}', '\n'});
        List<JsonObject> entries = new ArrayList<>(layout.index().entries());
        entries.add(0, foreign.toJson().with("theirs", 7));
        layout.replaceRootFile(
                "index.json", layout.index().json().with("manifests", entries).toPrettyBytes());
        AnnotateManifest.in(root).annotations(annotations("k", "v")).run();
        UpdateConfig.in(root).settings(ConfigSettings.none().withUser("me")).run();
        GenerateManifest.in(root).refName(RefName.parse("latest")).run();
        assertThat(layout.index().entries().get(0)).isEqualTo(entries.get(0));
        assertThat(layout.blobPath(foreign.digest())).exists();
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void fieldsOfOthersStayButForTheBytesOfTheOldManifest() throws IOException {
        JsonObject entry = layout.index().entries().get(0);
        layout.replaceIndex(new Index(layout.index()
                .json()
                .with("manifests", List.of(entry.with("theirs", 7).with("data", "e30=")))));
        AnnotateManifest.in(root).annotations(annotations("k", "v")).run();
        JsonObject moved = layout.index().entries().get(0);
        assertThat(moved.string("digest")).isNotEqualTo(entry.string("digest"));
        assertThat(moved.number("theirs")).isEqualTo(7);
        assertThat(moved.names()).doesNotContain("data");
    }

    @Test
    void aManifestThatLeftTheIndexIsNotAnnotated() throws IOException {
        layout.replaceIndex(Index.empty());
        assertRefused(
                () -> AnnotateManifest.in(root)
                        .annotations(annotations("k", "v"))
                        .run(),
                "is not in the index of " + root + " any more");
    }

    @Test
    void aLayerAddedSinceIsNotTakenIntoTheManifest() throws IOException {
        AddLayer.to(root, LayerSource.of(temp.resolve("x.tar"))).run();
        assertRefused(
                () -> AnnotateManifest.in(root)
                        .annotations(annotations("k", "v"))
                        .run(),
                "Run generate-config (again) after the last add-layer");
    }
}
