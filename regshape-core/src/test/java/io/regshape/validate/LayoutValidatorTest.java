// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static io.regshape.validate.BadLayouts.SOME_DIGEST;
import static io.regshape.validate.BadLayouts.descriptor;
import static io.regshape.validate.BadLayouts.good;
import static io.regshape.validate.BadLayouts.plus;
import static io.regshape.validate.BadLayouts.rootfs;
import static io.regshape.validate.BadLayouts.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutFile;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutValidatorTest {
    @TempDir
    Path temp;

    private final ValidationOptions strict = ValidationOptions.strict();

    private Path write(LayoutFixture layout) throws IOException {
        return layout.writeTo(temp.resolve("layout"));
    }

    private Validation validate(LayoutFixture layout, ValidationOptions options) throws IOException {
        return LayoutValidator.validate(ImageLayout.reader(write(layout)), options);
    }

    private List<Finding> findings(LayoutFixture layout) throws IOException {
        return validate(layout, strict).findings();
    }

    /** Says which blobs are opened, and knows nothing of files, as an archive may. */
    private record Counting(LayoutReader layout, List<Digest> opened) implements LayoutReader {
        @Override
        public boolean hasRootFile(String file) {
            return layout.hasRootFile(file);
        }

        @Override
        public String name() {
            return layout.name();
        }

        @Override
        public byte[] readRootFile(String file) throws IOException {
            return layout.readRootFile(file);
        }

        @Override
        public boolean hasBlobs() {
            return layout.hasBlobs();
        }

        @Override
        public OptionalLong blobSize(Digest digest) throws IOException {
            return layout.blobSize(digest);
        }

        @Override
        public InputStream openBlob(Digest digest) throws IOException {
            opened.add(digest);
            return layout.openBlob(digest);
        }
    }

    @Test
    void readsEachBlobOnceHoweverOftenItIsReferredTo() throws IOException {
        LayoutReader layout = ImageLayout.reader(write(good()));
        List<Digest> opened = Collections.synchronizedList(new ArrayList<>());
        Validation validation = LayoutValidator.validate(new Counting(layout, opened), strict);
        assertThat(validation.findings()).isEmpty();
        List<Digest> stored = layout.files().stream()
                .filter(file ->
                        file.kind() == LayoutFile.Kind.FILE && file.path().startsWith("blobs/"))
                .map(file -> new Digest("sha256", file.path().substring("blobs/sha256/".length())))
                .toList();
        assertThat(opened).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void tellsWhatTheImagesAre() throws IOException {
        Validation validation = validate(good(), strict);
        assertThat(validation.images())
                .extracting(CheckedImage::title)
                .containsExactly(
                        "latest, multi (linux/amd64)", "multi (linux/arm64)", "note (application/vnd.example.note)");
        List<CheckedLayer> layers = validation.images().get(0).layers();
        assertThat(layers.get(0).entries()).hasValue(3);
        assertThat(layers.get(1).entries()).hasValue(5);
        assertThat(layers.get(1).unpackedSize()).hasValue(8 * 512);
        assertThat(validation.images().get(2).layers().get(0).entries()).isEmpty();
    }

    @Test
    void goesOnAfterAFaultAndReportsAll() throws IOException {
        LayoutFixture layout = good().index(json -> plus(
                        plus(json, descriptor("text/plain", "sha256:../../x", 1)),
                        descriptor("text", SOME_DIGEST, -1).with("annotations", Map.of("a", 1)))
                .with("schemaVersion", 3)
                .without("mediaType"));
        layout.files(root -> Files.writeString(root.resolve("oci-layout"), "{\"imageLayoutVersion\":\"9\"}"))
                .blobFile("LAYER", Files::delete);
        assertThat(findings(layout))
                .extracting(Finding::rule)
                .containsExactly(
                        LayoutRule.VERSION,
                        DocumentRule.SCHEMA_VERSION,
                        DocumentRule.DOCUMENT_TYPE_MISSING,
                        DocumentRule.DIGEST,
                        DocumentRule.MEDIA_TYPE,
                        DocumentRule.DESCRIPTOR,
                        DocumentRule.ANNOTATION_KEY,
                        DocumentRule.ANNOTATIONS,
                        LayoutRule.BLOB_MISSING,
                        LayoutRule.BLOB_MISSING);
    }

    @Test
    void blobsMayBeMissingWhereThatIsAllowed() throws IOException {
        LayoutFixture layout = good().blobFile("LAYER", Files::delete);
        assertThat(validate(layout, strict.withAllowMissing(true)).findings()).isEmpty();
    }

    @Test
    void explainsDiffIdsOfTheCompressedLayers() throws IOException {
        LayoutFixture layout = good();
        layout.config(json -> rootfs(
                json,
                ids -> List.of(ids.get(0), Digest.sha256(layout.layerBytes()).toString())));
        List<Finding> findings = findings(layout);
        assertThat(findings).extracting(Finding::rule).containsExactly(ConfigRule.DIFF_ID);
        Digest layer = Digest.sha256(layout.layerBytes());
        assertThat(findings.get(0).message())
                .startsWith("the diff id is " + layer + ", the uncompressed tar of layer " + layer + " has sha256:")
                .endsWith(" (it is the digest of the compressed layer)");
    }

    @Test
    void aBrokenManifestDoesNotHideAChangedBlob() throws IOException {
        LayoutFixture layout = good().manifest(json -> json.with("config", "x")).blobFile("LAYER", BadLayouts::flip);
        assertThat(findings(layout))
                .extracting(Finding::rule)
                .contains(DocumentRule.MANIFEST, LayoutRule.BLOB_MISMATCH);
    }

    @Test
    void aRuleCanBeRaisedLoweredAndSwitchedOff() throws IOException {
        LayoutFixture layout = good().index(json -> json.without("mediaType"));
        String id = DocumentRule.DOCUMENT_TYPE_MISSING.id();
        assertThat(validate(layout, strict.withRule(id, "error")).findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
        assertThat(validate(layout, strict.withRule(id, "info")).count(Severity.INFO))
                .isEqualTo(1);
        assertThat(validate(layout, strict.withRule(id, "off")).findings()).isEmpty();
        assertThatThrownBy(() -> strict.withRule("OCI-X-001", "off"))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("there is no rule 'OCI-X-001'");
        assertThatThrownBy(() -> strict.withRule(id, "none"))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'none' is no level for rule " + id + ": it must be error, warning, info or off");
    }

    @Test
    void aLinkIsFollowedOnlyByWhoMeansIt() throws IOException {
        LayoutFixture layout = good();
        layout.files(root -> BadLayouts.link(root, layout.path("LAYER")))
                .files(root -> BadLayouts.flip(root.resolveSibling("moved")));
        assertThat(findings(layout)).extracting(Finding::rule).containsExactly(LayoutRule.LINK);
        Files.delete(temp.resolve("moved"));
        Files.delete(layout.path("LAYER"));
        assertThat(validate(layout, strict.withRule(LayoutRule.LINK.id(), "info"))
                        .findings())
                .extracting(Finding::rule)
                .containsExactly(LayoutRule.LINK, LayoutRule.BLOB_MISMATCH);
    }

    @Test
    void aFileWithoutEndIsNoDocument() throws IOException {
        LayoutFixture layout = good().files(root -> {
            Files.delete(root.resolve("index.json"));
            Files.createSymbolicLink(root.resolve("index.json"), Path.of("/dev/zero"));
        });
        assertThat(validate(layout, strict.withRule(LayoutRule.LINK.id(), "off"))
                        .findings())
                .extracting(Finding::rule)
                .contains(DocumentRule.JSON_LIMIT);
    }

    @Test
    void aMillionFaultsMakeAFewFindings() throws IOException {
        List<JsonObject> entries = Collections.nCopies(20_000, descriptor("text/plain", SOME_DIGEST, 1));
        List<Finding> findings = findings(good().index(json -> json.with("manifests", entries)));
        assertThat(findings)
                .filteredOn(finding -> finding.rule() == LayoutRule.BLOB_MISSING)
                .hasSize(Findings.MOST_IN_A_FILE + 1);
        assertThat(findings).last().hasToString("OCI-BLOB-001 index.json: and 19900 more of this kind");
    }

    @Test
    void aMillionFaultsInALayerMakeAFewFindings() throws IOException {
        LayerTar tar = new LayerTar();
        for (int i = 0; i < 5000; i++) {
            tar.file("/x" + i, "");
        }
        assertThat(findings(tar(tar)))
                .hasSize(21)
                .last()
                .extracting(Finding::message)
                .isEqualTo("and 4980 more of this kind");
    }

    @Test
    void saysTheSameEveryTime() throws IOException {
        LayoutFixture layout = tar(new LayerTar()
                        .file("/a", "")
                        .file("b/../c", "")
                        .file("d", "")
                        .file("d", ""))
                .settings(json -> json.with("Cmd", 1).with("Env", List.of("x")));
        LayoutReader reader = ImageLayout.reader(write(layout));
        List<Finding> first = LayoutValidator.validate(reader, strict).findings();
        assertThat(first).hasSizeGreaterThan(4);
        for (int i = 0; i < 20; i++) {
            assertThat(LayoutValidator.validate(reader, strict).findings()).isEqualTo(first);
        }
    }

    @Test
    void namesWithWhatATerminalObeysAreShownEscaped() throws IOException {
        LayoutFixture layout = good().entry(json -> json.with("mediaType", "\u001b[31m\n"));
        assertThat(findings(layout))
                .filteredOn(finding -> finding.rule() == DocumentRule.MEDIA_TYPE)
                .extracting(Finding::message)
                .allMatch(message -> message.startsWith("'\\u001b[31m\\u000a' is no media type"));
    }
}
