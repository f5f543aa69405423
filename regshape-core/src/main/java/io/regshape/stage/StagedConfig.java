// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.ImageDocuments;
import io.regshape.image.ImageLayer;
import io.regshape.image.LayerStore;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Descriptor;
import io.regshape.model.ImageConfig;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.Platform;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ties the staged config to the staged layers, and the manifest to both. */
final class StagedConfig {
    private StagedConfig() {}

    /** Returns the staged config. */
    static Descriptor require(Stage stage) {
        return stage.config()
                .orElseThrow(() -> new RegshapeException(
                        Kind.WRONG_STATE, "Config not yet generated. Run the goal generate-config first"));
    }

    /** Checks that the staged config is that of the staged layers, and returns the platform that it names. */
    static Optional<Platform> requireFitting(ImageLayout layout, Stage stage) throws IOException {
        Descriptor config = require(stage);
        if (!config.mediaType().isImageConfig()) {
            return Optional.empty();
        }
        ImageConfig image = ImageConfig.fromJson(layout.readDocument(config, Stage.FILE));
        requireDiffIds(
                image,
                "the config " + config.digest(),
                stage.imageLayers(),
                "Run generate-config (again) after the last add-layer");
        return Optional.of(image.platform());
    }

    /**
     * Checks that a config is that of the layers.
     *
     * @param config the config
     * @param name the config's name, for the message
     * @param layers the layers
     * @param remedy what to do when it is not
     */
    static void requireDiffIds(ImageConfig config, String name, List<ImageLayer> layers, String remedy) {
        List<Digest> staged = ImageDocuments.diffIds(layers);
        if (!config.diffIds().equals(staged)) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    name + " has the diff ids " + config.diffIds() + ", the staged layers have " + staged + ". "
                            + remedy);
        }
        if (!config.history().isEmpty() && config.layersInHistory() != staged.size()) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    name + " has " + config.layersInHistory() + " history entries with a layer, " + staged.size()
                            + " layers are staged. Give one entry a layer, or none at all");
        }
    }

    /**
     * Finds the diff ids that a staging file lacks, as those of the Python tool do, by reading the blobs. To be called
     * before the layout is locked: the blobs may be large.
     *
     * @return diff ids by the digest of the layer
     */
    static Map<Digest, Digest> missingDiffIds(ImageLayout layout) throws IOException {
        Map<Digest, Digest> diffIds = new HashMap<>();
        for (StagedLayer layer : Stage.read(layout).layers()) {
            if (layer.diffId().isEmpty() && !diffIds.containsKey(layer.digest())) {
                LayerStore.diffId(layout, layer.toImageLayer().descriptor(), Stage.FILE)
                        .ifPresent(diffId -> diffIds.put(layer.digest(), diffId));
            }
        }
        return diffIds;
    }

    /** Reads the stage and puts diff ids into it that it lacks. */
    static Stage read(ImageLayout layout, Map<Digest, Digest> diffIds) throws IOException {
        Stage stage = Stage.read(layout);
        return diffIds.isEmpty()
                ? stage
                : stage.withLayers(stage.layers().stream()
                        .map(layer -> layer.diffId().isEmpty() && diffIds.containsKey(layer.digest())
                                ? layer.withDiffId(diffIds.get(layer.digest()))
                                : layer)
                        .toList());
    }

    /** Puts the staged config and layers into a manifest, unless it has them already. */
    static JsonObject applyTo(JsonObject manifest, Stage stage) {
        Manifest old = Manifest.fromJson(manifest);
        JsonObject changed = manifest;
        Descriptor config = require(stage);
        if (!old.config().equals(config)) {
            changed = changed.with("config", config.toJson());
        }
        List<Descriptor> layers =
                stage.imageLayers().stream().map(ImageLayer::descriptor).toList();
        if (!old.layers().equals(layers)) {
            changed = changed.with(
                    "layers", layers.stream().map(Descriptor::toJson).toList());
        }
        return changed;
    }

    /**
     * Says so when the staged manifest has another config or other layers than the stage. A manifest that cannot be read
     * is a matter for the validator.
     */
    static Optional<String> staleManifest(ImageLayout layout, Stage stage) throws IOException {
        if (stage.manifest().isEmpty() || stage.config().isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonObject document = layout.readDocument(stage.manifest().get(), Stage.FILE);
            if (applyTo(document, stage).equals(document)) {
                return Optional.empty();
            }
            boolean config = !Manifest.fromJson(document).config().equals(require(stage));
            return Optional.of("Manifest exists and references the old "
                    + (config ? "config digest" : "layer annotations")
                    + ". Run generate-manifest or annotate-manifest to update it");
        } catch (RegshapeException e) {
            return Optional.empty();
        }
    }
}
