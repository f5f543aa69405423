// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import io.regshape.stage.InitLayout.IfExists;
import io.regshape.testing.FileTree;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagedWorkflowTest {
    @TempDir
    Path temp;

    Path root;

    @BeforeEach
    void initialise() throws IOException {
        root = temp.resolve("layout");
        InitLayout.at(root).run();
    }

    private StagedLayer add(String seed) throws IOException {
        Path tar = temp.resolve(seed + ".tar");
        if (Files.notExists(tar)) {
            TestTar.sample(seed).writeTo(tar);
        }
        return AddLayer.to(root, LayerSource.of(tar)).run();
    }

    private PublishedManifest publish(String refName) throws IOException {
        GenerateConfig.in(root).run();
        return GenerateManifest.in(root).refName(RefName.parse(refName)).run();
    }

    private List<String> blobs() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("blobs/sha256"))) {
            return files.map(file -> "sha256:" + file.getFileName()).sorted().toList();
        }
    }

    private List<Descriptor> entries() throws IOException {
        return ImageLayout.open(root).index().manifests();
    }

    private void assertValid() throws IOException {
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    private void assertRefused(Step step, String message) throws IOException {
        Map<String, String> before = FileTree.describe(root);
        assertThatThrownBy(step::run).isInstanceOf(RegshapeException.class).hasMessageContaining(message);
        Map<String, String> after = FileTree.describe(root);
        after.remove(".regshape.lock");
        before.remove(".regshape.lock");
        assertThat(after).isEqualTo(before);
    }

    interface Step {
        void run() throws IOException;
    }

    @Test
    void makesAnImageThatIsValid() throws IOException {
        StagedLayer first = add("one");
        StagedLayer second = add("two");
        GenerateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture("arm64").withVariant("v8"))
                .defaultCreated(Timestamp.parse("2026-01-02T03:04:05Z"))
                .run();
        PublishedManifest manifest = GenerateManifest.in(root)
                .refName(RefName.parse("latest"))
                .annotations(Annotations.of(Map.of("k", "v")))
                .run();
        assertValid();

        ImageLayout layout = ImageLayout.open(root);
        Descriptor entry = entries().get(0);
        assertThat(entry.digest()).isEqualTo(manifest.descriptor().digest());
        assertThat(entry.platform().orElseThrow()).hasToString("linux/arm64/v8");
        assertThat(Index.refNameOf(entry)).contains("latest");
        JsonObject document = layout.readDocument(entry, "index.json");
        assertThat(document.stringMap("annotations")).containsExactly(Map.entry("k", "v"));
        Descriptor config = Descriptor.fromJson(document.object("config"));
        assertThat(layout.readDocument(config, "manifest"))
                .hasToString("{\"architecture\":\"arm64\",\"created\":\"2026-01-02T03:04:05Z\",\"history\":["
                        + "{\"created\":\"2026-01-02T03:04:05Z\",\"created_by\":\"regshape add-layer\"},"
                        + "{\"created\":\"2026-01-02T03:04:05Z\",\"created_by\":\"regshape add-layer\"}],"
                        + "\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[\""
                        + first.diffId().orElseThrow() + "\",\""
                        + second.diffId().orElseThrow() + "\"],\"type\":\"layers\"},\"variant\":\"v8\"}");
    }

    @Test
    void diffIdIsTheDigestOfTheTar() throws IOException {
        StagedLayer layer = add("one");
        assertThat(layer.diffId()).contains(Digest.sha256(Files.readAllBytes(temp.resolve("one.tar"))));
        assertThat(layer.mediaType()).isEqualTo(MediaType.LAYER_TAR_GZIP);
    }

    @Test
    void theSameLayerTwiceIsOneBlobAndTwoEntries() throws IOException {
        add("one");
        add("one");
        assertThat(blobs()).hasSize(1);
        publish("latest");
        assertThat(Stage.read(root).layers()).hasSize(2);
        assertValid();
    }

    @Test
    void stepsOutOfOrderAreRefused() throws IOException {
        assertRefused(() -> GenerateConfig.in(root).run(), "No layers staged");
        assertRefused(() -> GenerateManifest.in(root).run(), "No layers staged");
        add("one");
        assertRefused(() -> GenerateManifest.in(root).run(), "Config not yet generated");
        GenerateConfig.in(root).run();
        add("two");
        assertRefused(() -> GenerateManifest.in(root).run(), "Run generate-config (again) after the last add-layer");
    }

    @Test
    void everyStepBeforeInitIsRefused() throws IOException {
        Path nothing = temp.resolve("nothing");
        Path tar = TestTar.sample("x").writeTo(temp.resolve("x.tar"));
        String message = nothing + " is not an OCI Image Layout: it does not exist";
        assertRefused(() -> AddLayer.to(nothing, LayerSource.of(tar)).run(), message);
        assertRefused(() -> GenerateConfig.in(nothing).run(), message);
        assertRefused(() -> GenerateManifest.in(nothing).run(), message);
        assertRefused(() -> LayoutValidator.validate(nothing), message);
        assertThat(nothing).doesNotExist();
    }

    @Test
    void generatingTheSameAgainChangesNothing() throws IOException {
        add("one");
        publish("latest");
        Map<String, String> before = FileTree.describe(root);
        publish("latest");
        assertThat(FileTree.describe(root)).isEqualTo(before);
    }

    @Test
    void aNameNamesOneThingAndTheOldManifestIsRemoved() throws IOException {
        add("one");
        PublishedManifest old = publish("latest");
        add("two");
        PublishedManifest changed = publish("latest");
        assertThat(entries())
                .extracting(Descriptor::digest)
                .containsExactly(changed.descriptor().digest());
        assertThat(blobs()).hasSize(4).doesNotContain(old.descriptor().digest().toString());
        assertValid();
    }

    @Test
    void anotherNameIsAddedAndBothShareTheManifest() throws IOException {
        add("one");
        publish("latest");
        publish("1.0");
        assertThat(entries())
                .extracting(Index::refNameOf)
                .extracting(name -> name.orElse(""))
                .containsExactly("latest", "1.0");
        add("two");
        publish("latest");
        assertThat(entries()).hasSize(2);
        assertThat(blobs()).hasSize(6);
        assertValid();
    }

    @Test
    void withoutANameTheEntryOfThisStageIsReplaced() throws IOException {
        add("one");
        GenerateConfig.in(root).run();
        GenerateManifest.in(root).run();
        add("two");
        GenerateConfig.in(root).run();
        GenerateManifest.in(root).run();
        assertThat(entries()).hasSize(1);
        assertThat(Index.refNameOf(entries().get(0))).isEmpty();
        publish("latest");
        assertThat(entries())
                .extracting(Index::refNameOf)
                .extracting(name -> name.orElse(""))
                .containsExactly("latest");
        assertValid();
    }

    @Test
    void theNextImageOfALayoutKeepsTheFirst() throws IOException {
        add("one");
        publish("first");
        InitLayout.at(root).ifExists(IfExists.REUSE).run();
        assertThat(Stage.read(root).layers()).isEmpty();
        add("two");
        publish("second");
        assertThat(entries()).hasSize(2);
        assertValid();
    }

    @Test
    void aConfigGeneratedTwiceLeavesOneConfig() throws IOException {
        add("one");
        GenerateConfig.in(root).run();
        GenerateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture("arm64"))
                .run();
        assertThat(blobs()).hasSize(2);
    }

    @Test
    void aConfigInUseStaysUntilTheManifestIsGenerated() throws IOException {
        add("one");
        publish("latest");
        GenerateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture("arm64"))
                .run();
        assertThat(blobs()).hasSize(4);
        assertValid();
        GenerateManifest.in(root).refName(RefName.parse("latest")).run();
        assertThat(blobs()).hasSize(3);
        assertValid();
    }

    @Test
    void anArtifactOfAnyBytes() throws IOException {
        add("one");
        PublishedManifest image = publish("latest");
        InitLayout.at(root).ifExists(IfExists.REUSE).run();
        Path sbom = Files.writeString(temp.resolve("bom.json"), "{\"bomFormat\":\"CycloneDX\"}");
        StagedLayer layer = AddLayer.to(root, LayerSource.of(sbom))
                .options(io.regshape.layer.LayerOptions.defaults()
                        .withMediaType(MediaType.parse("application/vnd.cyclonedx+json")))
                .run();
        assertThat(layer.diffId()).isEmpty();
        assertRefused(() -> GenerateConfig.in(root).run(), "no layer of an image, so an image config cannot list it");
        GenerateConfig.in(root).mediaType(MediaType.EMPTY).run();
        assertRefused(() -> GenerateManifest.in(root).run(), "artifactType is missing");
        assertRefused(
                () -> GenerateManifest.in(root)
                        .artifactType(MediaType.parse("a/b"))
                        .subject("other")
                        .run(),
                "subject: 'other' is not the name, nor the digest of a named entry, in the index of " + root
                        + "; there are: latest (" + image.descriptor().digest() + ")");
        GenerateManifest step = GenerateManifest.in(root)
                .artifactType(MediaType.parse("application/vnd.cyclonedx+json"))
                .subject("latest");
        assertRefused(() -> step.refName(RefName.parse("latest")).run(), "is the only name of the subject");
        step.refName(RefName.parse("sbom")).run();
        assertThat(entries()).hasSize(2);
        assertThat(entries().get(1).artifactType()).contains(MediaType.parse("application/vnd.cyclonedx+json"));
        assertValid();
    }

    @Test
    void replacingASubjectWarnsAndNamesItsReferrers() throws IOException {
        anArtifactOfAnyBytes();
        InitLayout.at(root).ifExists(IfExists.REUSE).run();
        add("two");
        PublishedManifest image = publish("latest");
        assertThat(image.warnings()).hasSize(1);
        assertThat(image.warnings().get(0)).contains("sbom sha256:", "still has it as its subject");
        assertValid();
    }

    @Test
    void aConfigFileIsStoredAsItIs() throws IOException {
        StagedLayer layer = add("one");
        Path file = temp.resolve("config.json");
        String text = "{ \"os\":\"linux\", \"architecture\":\"s390x\", \"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + layer.diffId().orElseThrow() + "\"]} }";
        Files.writeString(file, text);
        Descriptor config = GenerateConfig.in(root).configFile(file).run();
        assertThat(ImageLayout.open(root).blobPath(config.digest())).hasContent(text);
        GenerateManifest.in(root).run();
        assertThat(entries().get(0).platform().orElseThrow()).hasToString("linux/s390x");
        assertValid();
        Files.writeString(
                file,
                text.replace(
                        layer.diffId().orElseThrow().toString(),
                        Digest.sha256(new byte[0]).toString()));
        assertRefused(() -> GenerateConfig.in(root).configFile(file).run(), "has the diff ids [sha256:e3b0");
        assertRefused(() -> GenerateConfig.in(root).configFile(temp).run(), "is not a file that can be read");
        assertRefused(
                () -> GenerateConfig.in(root)
                        .configFile(file)
                        .settings(ConfigSettings.none().withUser("x"))
                        .run(),
                "because configFile is given, and that file is stored as it is: User");
        assertRefused(
                () -> GenerateConfig.in(root)
                        .mediaType(MediaType.parse("application/vnd.example+json"))
                        .run(),
                "a config of type application/vnd.example+json cannot be generated");
    }

    @Test
    void completesAStagingFileOfThePythonTool() throws IOException {
        StagedLayer layer = add("one");
        Files.writeString(
                root.resolve(Stage.FILE),
                "{\n  \"schema_version\": 1,\n  \"layers\": [{\"digest\": \"" + layer.digest() + "\", \"size\": "
                        + layer.size() + ", \"media_type\": \"" + layer.mediaType()
                        + "\", \"annotations\": {}, \"theirs\": 7}],\n  \"config\": null,\n  \"manifest\": null, \"more\": []\n}");
        publish("latest");
        JsonObject stage = Stage.read(root).json();
        assertThat(stage.objects("layers").get(0).string("diff_id"))
                .isEqualTo(layer.diffId().orElseThrow().toString());
        assertThat(stage.objects("layers").get(0).number("theirs")).isEqualTo(7);
        assertThat(stage.names()).containsExactly("schema_version", "layers", "config", "manifest", "more");
        assertValid();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|.regshape-stage.json is not JSON",
                "{}|/schema_version is missing",
                "{\"schema_version\":2}|schema_version is 2, this version of regshape knows 1",
                "{\"schema_version\":1,\"layers\":[{\"digest\":\"sha256:../../x\",\"size\":1,\"media_type\":\"a/b\"}]}|'sha256:../../x' is no digest",
                "{\"schema_version\":1,\"layers\":[7]}|/layers/0 must be an object",
                "{\"schema_version\":1,\"layers\":[{\"digest\":\"sha256:x\",\"size\":1,\"media_type\":\"a/b\"}]}|is no digest",
                "{\"schema_version\":1,\"layers\":{}}|/layers must be an array of objects",
            })
    void refusesABadStagingFile(String content, String message) throws IOException {
        Files.writeString(root.resolve(Stage.FILE), content);
        Path tar = TestTar.sample("x").writeTo(temp.resolve("x.tar"));
        assertRefused(() -> AddLayer.to(root, LayerSource.of(tar)).run(), message);
        assertRefused(() -> GenerateConfig.in(root).run(), message);
        assertRefused(() -> GenerateManifest.in(root).run(), message);
    }

    @Test
    void aMissingStagingFileIsExplained() throws IOException {
        Files.delete(root.resolve(Stage.FILE));
        assertRefused(() -> GenerateConfig.in(root).run(), "has no staging file .regshape-stage.json");
    }

    @Test
    void aMissingOrCutLayerIsFoundBeforeItIsPublished() throws IOException {
        StagedLayer layer = add("one");
        GenerateConfig.in(root).run();
        Path blob = ImageLayout.open(root).blobPath(layer.digest());
        byte[] bytes = Files.readAllBytes(blob);
        Files.write(blob, Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused(() -> GenerateManifest.in(root).run(), "digest mismatch for blob");
        Files.delete(blob);
        assertRefused(() -> GenerateManifest.in(root).run(), "does not exist");
    }

    @Test
    void aLayerThatWasChangedInItsPlaceIsFoundByTheValidator() throws IOException {
        StagedLayer layer = add("one");
        GenerateConfig.in(root).run();
        Path blob = ImageLayout.open(root).blobPath(layer.digest());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);
        GenerateManifest.in(root).run();
        assertThat(LayoutValidator.validate(root)).isNotEmpty();
    }

    @Test
    void aRefusedStepLeavesAStagingFileOfThePythonToolAsItIs() throws IOException {
        StagedLayer layer = add("one");
        GenerateConfig.in(root).run();
        Files.writeString(
                root.resolve(Stage.FILE), Stage.read(root).json().toString().replaceAll(",\"diff_id\":\"[^\"]*\"", ""));
        assertThat(Stage.read(root).layers().get(0).diffId()).isEmpty();
        assertRefused(() -> GenerateManifest.in(root).subject("nothing").run(), "subject: 'nothing'");
        GenerateManifest.in(root).run();
        assertThat(Stage.read(root).layers().get(0).diffId()).isEqualTo(layer.diffId());
    }

    @Test
    void initRefusesWhatIsThere() throws IOException {
        add("one");
        assertRefused(() -> InitLayout.at(root).run(), root + " is already an OCI Image Layout");
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.writeString(folder.resolve("notes.txt"), "mine");
        for (IfExists ifExists : IfExists.values()) {
            assertRefused(
                    () -> InitLayout.at(folder).ifExists(ifExists).run(),
                    folder + " is not an OCI Image Layout, and it is not empty: it holds notes.txt");
            assertRefused(
                    () -> InitLayout.at(folder.resolve("notes.txt"))
                            .ifExists(ifExists)
                            .run(),
                    "notes.txt is not an OCI Image Layout: it is no directory");
        }
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void theStagingFileReadsAsTheGuideSays() throws IOException {
        StagedLayer layer = add("one");
        assertThat(new String(Files.readAllBytes(root.resolve(Stage.FILE)), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {
                          "schema_version": 1,
                          "layers": [
                            {
                              "digest": "%s",
                              "size": %d,
                              "media_type": "application/vnd.oci.image.layer.v1.tar+gzip",
                              "annotations": {},
                              "diff_id": "%s",
                              "created_by": "regshape add-layer"
                            }
                          ],
                          "config": null,
                          "manifest": null
                        }
                        """.formatted(
                                layer.digest(), layer.size(), layer.diffId().orElseThrow()));
    }
}
