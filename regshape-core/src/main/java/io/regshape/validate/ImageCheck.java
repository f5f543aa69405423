// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerInspection;
import io.regshape.model.Descriptor;
import io.regshape.model.Platform;
import java.util.List;
import java.util.Optional;

/** Checks what has to fit together in an image: entry, config, manifest and the bytes of the layers. */
final class ImageCheck {
    private final ImageGraph graph;
    private final Blobs blobs;
    private final Findings findings;

    ImageCheck(ImageGraph graph, Blobs blobs, Findings findings) {
        this.graph = graph;
        this.blobs = blobs;
        this.findings = findings;
    }

    /** Checks all images, when all documents and blobs are read. */
    void run() {
        graph.entries().forEach(this::checkPlatform);
        for (ImageGraph.Manifest manifest : graph.manifests()) {
            boolean complete = manifest.layers().size() == manifest.layerCount()
                    && manifest.layers().stream().allMatch(Optional::isPresent);
            if (complete) {
                List<Descriptor> layers =
                        manifest.layers().stream().flatMap(Optional::stream).toList();
                checkCompression(manifest, layers);
                graph.config(manifest.digest()).ifPresent(config -> {
                    checkCounts(config, manifest);
                    checkDiffIds(config, layers);
                });
            }
        }
    }

    private void checkPlatform(ImageGraph.Entry entry) {
        Optional<Platform> said = entry.platform();
        Optional<Platform> actual =
                graph.config(entry.digest()).flatMap(ConfigFacts::platform).filter(PlatformCheck::isKnown);
        if (actual.isPresent()) {
            if (said.isEmpty()) {
                findings.report(
                        DocumentRule.PLATFORM_MISSING,
                        entry.place().at("platform"),
                        "the field is missing, the config says " + actual.get());
            } else if (!isSame(said.get().normalised(), actual.get().normalised())) {
                findings.report(
                        DocumentRule.PLATFORM_DIFFERS,
                        entry.place().at("platform"),
                        "the platform is " + said.get() + ", the config says " + actual.get());
            }
        }
    }

    /** What one of the two leaves out contradicts nothing. */
    private static boolean isSame(Platform said, Platform actual) {
        return said.os().equals(actual.os())
                && said.architecture().equals(actual.architecture())
                && (said.variant().isEmpty()
                        || actual.variant().isEmpty()
                        || said.variant().equals(actual.variant()));
    }

    private void checkCompression(ImageGraph.Manifest manifest, List<Descriptor> layers) {
        for (int i = 0; i < layers.size(); i++) {
            Descriptor layer = layers.get(i);
            Optional<LayerInspection> inspection = blobs.layer(layer.digest());
            boolean differs = layer.mediaType().isImageLayer()
                    && inspection
                            .flatMap(LayerInspection::compression)
                            .filter(actual -> actual != Compression.of(layer.mediaType()))
                            .isPresent();
            if (differs) {
                findings.report(
                        LayerRule.COMPRESSION,
                        Place.of(manifest.digest()).at("layers").at(i).at("mediaType"),
                        "the media type is " + layer.mediaType() + ", blob " + layer.digest() + " is "
                                + inspection.get().found());
            }
        }
    }

    private void checkCounts(ConfigFacts config, ImageGraph.Manifest manifest) {
        int layers = manifest.layerCount();
        String blob = "blob " + manifest.digest() + " has " + layers + " layers";
        if (config.diffIds().size() != layers) {
            findings.report(
                    ConfigRule.DIFF_ID_COUNT,
                    config.place().at("rootfs").at("diff_ids"),
                    "there are " + config.diffIds().size() + " diff ids, " + blob);
        }
        config.layersInHistory().stream()
                .filter(steps -> steps != layers)
                .forEach(steps -> findings.report(
                        ConfigRule.HISTORY_COUNT,
                        config.place().at("history"),
                        "there are " + steps + " entries with a layer, " + blob));
    }

    private void checkDiffIds(ConfigFacts config, List<Descriptor> layers) {
        int count = Math.min(config.diffIds().size(), layers.size());
        for (int i = 0; i < count; i++) {
            Descriptor layer = layers.get(i);
            Optional<Digest> said = config.diffIds().get(i);
            Optional<Digest> actual = blobs.layer(layer.digest())
                    .filter(inspection -> inspection.compression().isPresent())
                    .flatMap(LayerInspection::diffId);
            if (said.isPresent() && actual.isPresent() && isOther(said.get(), actual.get())) {
                findings.report(
                        ConfigRule.DIFF_ID,
                        config.place().at("rootfs").at("diff_ids").at(i),
                        "the diff id is " + said.get() + ", the uncompressed tar of layer " + layer.digest() + " has "
                                + actual.get()
                                + (said.get().equals(layer.digest())
                                        ? " (it is the digest of the compressed layer)"
                                        : ""));
            }
        }
    }

    /** The tar was hashed with SHA-256 alone, so a diff id of another algorithm stays open. */
    private static boolean isOther(Digest said, Digest actual) {
        return said.algorithm().equals(actual.algorithm()) && !said.equals(actual);
    }
}
