// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.image.StagedLayer;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.stage.PublishedManifest;
import java.util.Optional;

/** The JSON of what the steps return; keys in snake case, as the guide's tool has them. */
final class Results {
    private Results() {}

    static JsonObject descriptor(Descriptor descriptor) {
        return JsonObject.empty()
                .with("digest", descriptor.digest())
                .with("size", descriptor.size())
                .with("media_type", descriptor.mediaType());
    }

    static JsonObject layer(StagedLayer layer) {
        return JsonObject.empty()
                .with("digest", layer.digest())
                .with("size", layer.size())
                .with("media_type", layer.mediaType())
                .with("annotations", layer.annotations().values());
    }

    static JsonObject manifest(PublishedManifest manifest) {
        JsonObject json = descriptor(manifest.descriptor());
        return orNull(json, "ref_name", manifest.refName())
                .with("annotations", manifest.annotations().values());
    }

    static JsonObject orNull(JsonObject json, String name, Optional<?> value) {
        return value.isPresent() ? json.with(name, value.get()) : json.withNull(name);
    }
}
