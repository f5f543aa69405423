// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.digest.Digest;
import io.regshape.model.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is kept of the last build of an image.
 *
 * @param layers its layers, without those of the base
 * @param baseLayers digests of the layers that it has from its base, for all platforms
 * @param baseBlobs when the files of those that the layout has were written
 * @param baseCheck what the layers do to the base; empty without a base
 */
record ImageRecord(
        List<LayerRecord> layers,
        List<Digest> baseLayers,
        Map<Digest, Instant> baseBlobs,
        Optional<BaseCheck> baseCheck) {
    /** What is known of an image that was not built yet. */
    static final ImageRecord NONE = new ImageRecord(List.of(), List.of(), Map.of(), Optional.empty());

    ImageRecord {
        layers = List.copyOf(layers);
        baseLayers = List.copyOf(baseLayers);
        baseBlobs = Map.copyOf(baseBlobs);
    }

    Optional<LayerRecord> layer(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    ImageRecord withoutTars() {
        List<LayerRecord> shorter =
                layers.stream().map(layer -> layer.withTars(List.of())).toList();
        return new ImageRecord(shorter, baseLayers, baseBlobs, baseCheck);
    }

    static ImageRecord fromJson(JsonObject json) {
        Map<Digest, Instant> times = new HashMap<>();
        JsonObject base = json.findObject("base_blobs").orElse(JsonObject.empty());
        base.names().forEach(name -> times.put(Digest.parse(name), Instant.ofEpochMilli(base.number(name))));
        return new ImageRecord(
                json.objects("layers").stream().map(LayerRecord::fromJson).toList(),
                json.strings("base_layers").stream().map(Digest::parse).toList(),
                times,
                json.findObject("base_check").map(BaseCheck::fromJson));
    }

    JsonObject toJson() {
        JsonObject json = JsonObject.empty()
                .with("layers", layers.stream().map(LayerRecord::toJson).toList());
        if (!baseLayers.isEmpty()) {
            json = json.with(
                    "base_layers", baseLayers.stream().map(Digest::toString).toList());
        }
        if (!baseBlobs.isEmpty()) {
            Map<String, Long> times = new TreeMap<>();
            baseBlobs.forEach((digest, time) -> times.put(digest.toString(), time.toEpochMilli()));
            json = json.with("base_blobs", times);
        }
        return json.withOptional("base_check", baseCheck.map(BaseCheck::toJson));
    }
}
