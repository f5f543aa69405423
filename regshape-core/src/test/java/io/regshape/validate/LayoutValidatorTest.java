// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.image.StagedLayer;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutValidatorTest {
    @TempDir
    Path temp;

    Path root;
    ImageLayout layout;
    StagedLayer layer;

    @BeforeEach
    void makeAnImage() throws IOException {
        root = temp.resolve("layout");
        InitLayout.at(root).run();
        layer = AddLayer.to(root, LayerSource.of(TestTar.sample("x").writeTo(temp.resolve("x.tar"))))
                .run();
        AddLayer.to(root, LayerSource.of(TestTar.sample("y").writeTo(temp.resolve("y.tar"))))
                .run();
        GenerateConfig.in(root).run();
        GenerateManifest.in(root).refName(RefName.parse("latest")).run();
        layout = ImageLayout.open(root);
    }

    private List<Rule> rules() throws IOException {
        return LayoutValidator.validate(root).stream().map(Finding::rule).toList();
    }

    private Descriptor entry() throws IOException {
        return layout.index().manifests().get(0);
    }

    /** Stores a changed manifest and makes it the only entry. */
    private void changeManifest(UnaryOperator<JsonObject> change) throws IOException {
        JsonObject changed = change.apply(layout.readDocument(entry(), "test"));
        Descriptor stored = layout.store(MediaType.IMAGE_MANIFEST, changed.toCanonicalBytes());
        layout.replaceIndex(Index.empty().withEntry(stored, old -> false));
    }

    private void changeConfig(UnaryOperator<JsonObject> change) throws IOException {
        JsonObject manifest = layout.readDocument(entry(), "test");
        JsonObject config = layout.readDocument(Descriptor.fromJson(manifest.object("config")), "test");
        Descriptor stored =
                layout.store(MediaType.IMAGE_CONFIG, change.apply(config).toCanonicalBytes());
        changeManifest(json -> json.with("config", stored.toJson()));
    }

    @Test
    void aGoodLayoutHasNoFindings() throws IOException {
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void findsABadMarkerAndGoesOn() throws IOException {
        Files.writeString(root.resolve("oci-layout"), "{\"imageLayoutVersion\":\"9\"}");
        Files.delete(layout.blobPath(layer.digest()));
        assertThat(rules()).containsExactly(Rule.MARKER, Rule.BLOB_MISSING);
    }

    @Test
    void findsABadIndex() throws IOException {
        Files.writeString(root.resolve("index.json"), "{\"schemaVersion\":1,\"manifests\":[]}");
        assertThat(rules()).containsExactly(Rule.INDEX);
        Files.writeString(root.resolve("index.json"), "{\"schemaVersion\":2}");
        assertThat(rules()).containsExactly(Rule.INDEX);
        Files.writeString(root.resolve("index.json"), "not json");
        assertThat(rules()).containsExactly(Rule.INDEX);
        Files.delete(root.resolve("index.json"));
        assertThat(rules()).containsExactly(Rule.INDEX);
        Files.writeString(root.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}");
        assertThat(rules()).containsExactly(Rule.INDEX);
    }

    @Test
    void anIndexWithoutMediaTypeIsGood() throws IOException {
        layout.replaceRootFile(
                "index.json", layout.index().json().without("mediaType").toCanonicalBytes());
        assertThat(rules()).isEmpty();
    }

    @Test
    void findsEveryBadDescriptor() throws IOException {
        List<JsonObject> entries = new ArrayList<>(layout.index().json().objects("manifests"));
        entries.add(entry().toJson().with("digest", "sha256:../../x"));
        entries.add(entry().toJson().with("size", -1));
        layout.replaceRootFile(
                "index.json", layout.index().json().with("manifests", entries).toCanonicalBytes());
        assertThat(rules()).containsExactly(Rule.DESCRIPTOR, Rule.DESCRIPTOR);
        assertThat(LayoutValidator.validate(root).get(0).where()).isEqualTo("index.json /manifests/1");
    }

    @Test
    void missingBlobsAreFoundUnlessAllowed() throws IOException {
        Files.delete(layout.blobPath(layer.digest()));
        Finding finding = LayoutValidator.validate(root).get(0);
        assertThat(finding.rule()).isEqualTo(Rule.BLOB_MISSING);
        assertThat(finding.message())
                .isEqualTo("blob " + layer.digest() + " referenced by blob " + entry().digest() + " does not exist");
        assertThat(LayoutValidator.validate(layout, true)).isEmpty();
    }

    @Test
    void everyChangedByteOfALayerIsAMismatch() throws IOException {
        Path blob = layout.blobPath(layer.digest());
        byte[] good = Files.readAllBytes(blob);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(blob, bad);
            assertThat(rules()).as("byte " + i).containsExactly(Rule.BLOB_MISMATCH);
        }
    }

    @Test
    void wrongDiffIdsAreExplained() throws IOException {
        changeConfig(config -> config.with(
                "rootfs",
                config.object("rootfs")
                        .with("diff_ids", List.of(layer.digest(), layer.diffId().orElseThrow()))));
        List<Finding> findings = LayoutValidator.validate(root);
        assertThat(findings).extracting(Finding::rule).containsExactly(Rule.DIFF_ID, Rule.DIFF_ID);
        assertThat(findings.get(0).message()).contains("it is the digest of the compressed layer");
    }

    @Test
    void countsThatDisagreeAreFound() throws IOException {
        changeConfig(config -> config.with(
                        "rootfs",
                        config.object("rootfs")
                                .with("diff_ids", List.of(layer.diffId().orElseThrow())))
                .with("history", List.of(JsonObject.empty())));
        assertThat(rules()).containsExactly(Rule.DIFF_ID_COUNT, Rule.HISTORY);
    }

    @Test
    void aConfigWithoutHistoryIsGood() throws IOException {
        changeConfig(config -> config.without("history"));
        assertThat(rules()).isEmpty();
    }

    @Test
    void aManifestThatIsAlsoAnIndexIsFound() throws IOException {
        changeManifest(manifest -> manifest.with("manifests", List.of()));
        assertThat(rules()).containsExactly(Rule.MANIFEST);
    }

    @Test
    void aDocumentOfAnotherTypeThanItsDescriptorIsFound() throws IOException {
        changeManifest(manifest -> manifest.with("mediaType", "application/vnd.example+json"));
        assertThat(rules()).containsExactly(Rule.DOCUMENT_TYPE);
    }

    @Test
    void aLayerThatIsNotWhatItSaysIsFound() throws IOException {
        Descriptor noTar = layout.store(MediaType.LAYER_TAR_GZIP, "no gzip".getBytes(StandardCharsets.UTF_8));
        changeManifest(manifest -> manifest.with(
                "layers", List.of(noTar.toJson(), manifest.objects("layers").get(1))));
        assertThat(rules()).containsExactly(Rule.LAYER);
    }

    @Test
    void everyDescriptorOfABlobIsHeldToIt() throws IOException {
        List<JsonObject> entries = new ArrayList<>(layout.index().json().objects("manifests"));
        entries.add(entry().withAnnotations(io.regshape.model.Annotations.none())
                .toJson()
                .with("size", 5));
        layout.replaceRootFile(
                "index.json", layout.index().json().with("manifests", entries).toCanonicalBytes());
        assertThat(rules()).containsExactly(Rule.BLOB_MISMATCH);
    }

    @Test
    void aBrokenManifestDoesNotHideAChangedBlob() throws IOException {
        changeManifest(manifest -> manifest.with(
                "config", manifest.object("config").with("mediaType", "application/vnd.oci.empty.v1+json")));
        Path blob = layout.blobPath(layer.digest());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);
        assertThat(rules()).containsExactly(Rule.MANIFEST, Rule.BLOB_MISMATCH);
    }

    @Test
    void platformsAreComparedAsReadersDo() throws IOException {
        JsonObject windows = entry().toJson()
                .without("annotations")
                .with(
                        "platform",
                        JsonObject.empty()
                                .with("os", "windows")
                                .with("architecture", "amd64")
                                .with("os.version", "1"));
        JsonObject other = windows.with("platform", windows.object("platform").with("os.version", "2"));
        JsonObject unknown = windows.with(
                "platform", JsonObject.empty().with("os", "unknown").with("architecture", "unknown"));
        JsonObject arm =
                windows.with("platform", JsonObject.empty().with("os", "linux").with("architecture", "arm64"));
        JsonObject armV8 = arm.with("platform", arm.object("platform").with("variant", "v8"));
        nest(List.of(windows, other, unknown, unknown, arm));
        assertThat(rules()).isEmpty();
        nest(List.of(arm, armV8));
        assertThat(rules()).containsExactly(Rule.PLATFORM_REPEATED);
    }

    private void nest(List<JsonObject> entries) throws IOException {
        Descriptor nested = layout.store(
                MediaType.IMAGE_INDEX,
                Index.empty().json().with("manifests", entries).toCanonicalBytes());
        layout.replaceIndex(Index.empty().withEntry(nested, old -> false));
    }

    @Test
    void aConfigWithoutAPlatformIsGood() throws IOException {
        changeConfig(config -> config.with("os", "").with("architecture", ""));
        assertThat(rules()).isEmpty();
    }

    @Test
    void repeatedNamesAreAWarning() throws IOException {
        List<JsonObject> entries = new ArrayList<>(layout.index().json().objects("manifests"));
        entries.add(entries.get(0));
        layout.replaceRootFile(
                "index.json", layout.index().json().with("manifests", entries).toCanonicalBytes());
        assertThat(rules()).containsExactly(Rule.REF_NAME_REPEATED);
    }

    @Test
    void unknownTypesAndAlgorithmsAreNoErrors() throws IOException {
        Path folder = Files.createDirectory(root.resolve("blobs/other"));
        Files.writeString(folder.resolve("abc"), "xyz");
        Descriptor foreign = layout.store(MediaType.parse("application/xml"), new byte[] {1});
        layout.replaceIndex(layout.index()
                .withEntry(foreign, old -> false)
                .withEntry(
                        Descriptor.of(MediaType.parse("text/plain"), io.regshape.digest.Digest.parse("other:abc"), 3),
                        old -> false));
        Files.writeString(root.resolve("more.txt"), "of another tool");
        assertThat(LayoutValidator.validate(root)).extracting(Finding::severity).containsExactly(Severity.INFO);
    }

    @Test
    void aBadStagingFileIsAWarning() throws IOException {
        Path file = root.resolve(".regshape-stage.json");
        String good = Files.readString(file);
        for (String bad : List.of(
                "{",
                good.replace("\"schema_version\": 1", "\"schema_version\": 2"),
                good.replaceFirst("sha256:[0-9a-f]", "sha256:x"),
                good.replaceFirst("\"size\": [0-9]+", "\"size\": \"9\""))) {
            Files.writeString(file, bad);
            assertThat(rules()).as(bad).containsExactly(Rule.STAGE);
        }
        Files.delete(file);
        assertThat(rules()).isEmpty();
    }

    @Test
    void nestedIndexesAreEntered() throws IOException {
        Descriptor nested = layout.store(
                MediaType.IMAGE_INDEX,
                Index.empty().withEntry(entry(), old -> false).json().toCanonicalBytes());
        layout.replaceIndex(Index.empty().withEntry(nested, old -> false));
        assertThat(rules()).isEmpty();
        Files.delete(layout.blobPath(layer.digest()));
        assertThat(rules()).containsExactly(Rule.BLOB_MISSING);
    }

    @Test
    void veryDeepIndexesEnd() throws IOException {
        Descriptor nested = entry();
        for (int i = 0; i < 50; i++) {
            nested = layout.store(
                    MediaType.IMAGE_INDEX,
                    Index.empty().withEntry(nested, old -> false).json().toCanonicalBytes());
        }
        layout.replaceIndex(Index.empty().withEntry(nested, old -> false));
        assertThat(rules()).containsExactly(Rule.DEPTH);
    }

    @Test
    void anyChangedByteOfABlobIsFound() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Path> blobs;
        try (Stream<Path> files = Files.list(root.resolve("blobs/sha256"))) {
            blobs = files.sorted().toList();
        }
        for (int round = 0; round < 60; round++) {
            Path blob = blobs.get(random.nextInt(blobs.size()));
            byte[] good = Files.readAllBytes(blob);
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(blob, bad);
            assertThat(LayoutValidator.validate(root))
                    .as("seed %d round %d", seed, round)
                    .isNotEmpty();
            Files.write(blob, good);
        }
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }
}
