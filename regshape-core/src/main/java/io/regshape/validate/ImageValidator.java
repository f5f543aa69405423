// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layer.LayerReader;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.ImageConfig;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the blobs of one manifest after another; a blob that several refer to is read once. */
final class ImageValidator {
    private final LayoutReader layout;
    private final List<Finding> findings;
    private final Map<Descriptor, Optional<Digest>> diffIds = new HashMap<>();
    private final Map<Descriptor, Optional<ImageConfig>> configs = new HashMap<>();

    ImageValidator(LayoutReader layout, List<Finding> findings) {
        this.layout = layout;
        this.findings = findings;
    }

    /** Reads a descriptor, or reports why it is none. */
    Optional<Descriptor> descriptor(JsonObject json, String where) {
        try {
            return Optional.of(Descriptor.fromJson(json));
        } catch (RegshapeException e) {
            report(Rule.DESCRIPTOR, where + " " + json.pointer(), e);
            return Optional.empty();
        }
    }

    /** Reads and verifies a document, or reports why that cannot be done. */
    Optional<JsonObject> document(Descriptor descriptor, String referrer, Rule rule) throws IOException {
        Optional<JsonObject> document = Optional.empty();
        if (descriptor.size() > JsonObject.LIMIT) {
            findings.add(new Finding(
                    rule,
                    "blob " + descriptor.digest(),
                    "the document has " + descriptor.size() + " bytes, more than the limit of " + JsonObject.LIMIT));
        } else {
            Optional<byte[]> bytes = bytes(descriptor, referrer);
            try {
                document = bytes.map(content -> JsonObject.parse(content, "blob " + descriptor.digest()));
            } catch (RegshapeException e) {
                report(rule, "blob " + descriptor.digest(), e);
            }
        }
        return document;
    }

    private Optional<byte[]> bytes(Descriptor descriptor, String referrer) throws IOException {
        try (InputStream in = layout.open(descriptor, referrer)) {
            return Optional.of(in.readAllBytes());
        } catch (RegshapeException e) {
            report(Rule.BLOB_MISMATCH, referrer, e);
            return Optional.empty();
        }
    }

    /**
     * Checks config and layers of a manifest.
     *
     * @param manifest the manifest
     * @param where the manifest, for messages
     * @param hasConfig whether the config blob is there
     * @param layers those layers whose blobs are there
     */
    void check(Manifest manifest, String where, boolean hasConfig, List<Descriptor> layers) throws IOException {
        Optional<ImageConfig> config = Optional.empty();
        if (hasConfig) {
            if (manifest.config().mediaType().isImageConfig()) {
                config = imageConfig(manifest.config(), where);
            } else {
                checkOpaqueBlob(manifest.config(), where);
            }
        }
        for (Descriptor layer : layers) {
            if (layer.mediaType().isImageLayer()) {
                diffId(layer, where);
            } else {
                checkOpaqueBlob(layer, where);
            }
        }
        if (config.isPresent()) {
            checkCounts(config.get(), manifest, where);
            checkDiffIds(config.get(), manifest);
        }
    }

    private Optional<ImageConfig> imageConfig(Descriptor descriptor, String referrer) throws IOException {
        Optional<ImageConfig> known = configs.get(key(descriptor));
        if (known != null) {
            return known;
        }
        Optional<ImageConfig> config = Optional.empty();
        try {
            config = document(descriptor, referrer, Rule.CONFIG).map(ImageConfig::fromJson);
        } catch (RegshapeException e) {
            report(Rule.CONFIG, "blob " + descriptor.digest(), e);
        }
        configs.put(key(descriptor), config);
        return config;
    }

    private void checkCounts(ImageConfig config, Manifest manifest, String where) {
        int layers = manifest.layers().size();
        String place = "blob " + manifest.config().digest();
        if (config.diffIds().size() != layers) {
            findings.add(new Finding(
                    Rule.DIFF_ID_COUNT,
                    place,
                    "/rootfs/diff_ids has " + config.diffIds().size() + " entries, " + where + " has " + layers
                            + " layers"));
        }
        if (!config.history().isEmpty() && config.layersInHistory() != layers) {
            findings.add(new Finding(
                    Rule.HISTORY,
                    place,
                    "/history has " + config.layersInHistory() + " entries with a layer, " + where + " has " + layers
                            + " layers"));
        }
    }

    private void checkDiffIds(ImageConfig config, Manifest manifest) {
        int count = Math.min(config.diffIds().size(), manifest.layers().size());
        for (int i = 0; i < count; i++) {
            Descriptor layer = manifest.layers().get(i);
            Optional<Digest> actual = diffIds.getOrDefault(key(layer), Optional.empty());
            Digest said = config.diffIds().get(i);
            if (actual.isPresent() && !actual.get().equals(said)) {
                findings.add(new Finding(
                        Rule.DIFF_ID,
                        "blob " + manifest.config().digest(),
                        "/rootfs/diff_ids/" + i + " is " + said + ", the uncompressed tar of layer " + layer.digest()
                                + " has " + actual.get()
                                + (said.equals(layer.digest()) ? " (it is the digest of the compressed layer)" : "")));
            }
        }
    }

    private void diffId(Descriptor layer, String referrer) throws IOException {
        if (diffIds.containsKey(key(layer))) {
            return;
        }
        Optional<Digest> diffId = Optional.empty();
        try (InputStream in = layout.open(layer, referrer)) {
            try {
                diffId = Optional.of(LayerReader.diffId(in, layer.mediaType(), "blob " + layer.digest()));
            } catch (RegshapeException e) {
                // The bytes may be damaged, or be what their maker meant: the digest tells.
                in.transferTo(OutputStream.nullOutputStream());
                report(Rule.LAYER, "blob " + layer.digest(), e);
            }
        } catch (RegshapeException e) {
            report(Rule.BLOB_MISMATCH, referrer, e);
        }
        diffIds.put(key(layer), diffId);
    }

    /** Checks size and digest of a blob about which nothing else is known. */
    void checkOpaqueBlob(Descriptor descriptor, String referrer) throws IOException {
        if (diffIds.putIfAbsent(key(descriptor), Optional.empty()) == null) {
            try (InputStream in = layout.open(descriptor, referrer)) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (RegshapeException e) {
                report(Rule.BLOB_MISMATCH, referrer, e);
            }
        }
    }

    /** Returns what tells one check of a blob from another. */
    static Descriptor key(Descriptor descriptor) {
        return Descriptor.of(descriptor.mediaType(), descriptor.digest(), descriptor.size());
    }

    private void report(Rule rule, String where, RegshapeException e) {
        findings.add(new Finding(rule, where, e.getMessage()));
    }
}
