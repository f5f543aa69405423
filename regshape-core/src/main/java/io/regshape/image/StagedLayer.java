// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.digest.Digest;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import java.util.Optional;

/**
 * A layer in the staging file.
 *
 * @param json its object in the file; fields of others are kept
 */
public record StagedLayer(JsonObject json) {
    /** What the history says of a layer when nobody said more; no file name, because it is part of the digest. */
    public static final String DEFAULT_CREATED_BY = "regshape add-layer";

    /** What is said to have made a layer of a base; the history has the base's own entry for it. */
    public static final String OF_BASE = "the base image";

    /** Returns what the staging file says of a layer. */
    public static StagedLayer of(ImageLayer layer) {
        return new StagedLayer(JsonObject.empty()
                .with("digest", layer.descriptor().digest())
                .with("size", layer.descriptor().size())
                .with("media_type", layer.descriptor().mediaType())
                .with("annotations", layer.descriptor().annotations().values())
                .withOptional("diff_id", layer.diffId())
                .with("created_by", layer.createdBy()));
    }

    /** Returns the blob's digest. */
    public Digest digest() {
        return Digest.parse(json.string("digest"));
    }

    /** Returns the blob's length in bytes. */
    public long size() {
        return json.number("size");
    }

    /** Returns the blob's media type. */
    public MediaType mediaType() {
        return MediaType.parse(json.string("media_type"));
    }

    /** Returns the metadata of the layer. */
    public Annotations annotations() {
        return Annotations.of(json.stringMap("annotations"));
    }

    /** Returns the digest of the uncompressed tar; empty for a blob that is no tar, and in files of other tools. */
    public Optional<Digest> diffId() {
        return json.findString("diff_id").map(Digest::parse);
    }

    /** Returns this layer with a diff id. */
    public StagedLayer withDiffId(Digest diffId) {
        return new StagedLayer(json.with("diff_id", diffId));
    }

    /** Returns this layer with other annotations. */
    public StagedLayer withAnnotations(Annotations annotations) {
        return new StagedLayer(json.with("annotations", annotations.values()));
    }

    /** Returns the layer as config and manifest need it. */
    public ImageLayer toImageLayer() {
        return new ImageLayer(
                Descriptor.of(mediaType(), digest(), size()).withAnnotations(annotations()),
                diffId(),
                json.findString("created_by").orElse(DEFAULT_CREATED_BY));
    }
}
