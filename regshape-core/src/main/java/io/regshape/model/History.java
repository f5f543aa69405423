// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import java.util.Optional;

/**
 * One step that made an image (config.md, "history").
 *
 * @param created when, RFC 3339
 * @param createdBy the command that made the layer
 * @param emptyLayer whether the step made no layer
 */
public record History(Optional<String> created, Optional<String> createdBy, boolean emptyLayer) {

    /** Makes the entry of a step that made a layer. */
    public static History ofLayer(Timestamp created, String createdBy) {
        return new History(Optional.of(created.toString()), Optional.of(createdBy), false);
    }

    /** Reads an entry. */
    public static History fromJson(JsonObject json) {
        return new History(json.findString("created"), json.findString("created_by"), json.flag("empty_layer"));
    }

    /** Returns the JSON form. */
    public JsonObject toJson() {
        JsonObject json = JsonObject.empty().withOptional("created", created).withOptional("created_by", createdBy);
        return emptyLayer ? json.with("empty_layer", true) : json;
    }
}
