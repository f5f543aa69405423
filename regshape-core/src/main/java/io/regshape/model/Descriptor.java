// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import java.util.Optional;

/**
 * A typed pointer to a blob (descriptor.md).
 *
 * @param mediaType what the blob is
 * @param digest the blob's digest
 * @param size the blob's length in bytes
 * @param annotations metadata of this pointer
 * @param platform what the image runs on, for an entry of an index
 * @param artifactType what kind of artifact the manifest is, for an entry of an index
 */
public record Descriptor(
        MediaType mediaType,
        Digest digest,
        long size,
        Annotations annotations,
        Optional<Platform> platform,
        Optional<MediaType> artifactType) {

    /**
     * Checks the size.
     *
     * @throws RegshapeException if it is negative
     */
    public Descriptor {
        if (size < 0) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT, "the size of " + digest + " is " + size + ", it must not be negative");
        }
    }

    /** Makes a descriptor of the three required properties. */
    public static Descriptor of(MediaType mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Annotations.none(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads a descriptor.
     *
     * @throws RegshapeException if a required property is missing, or one has another form than the spec says
     */
    public static Descriptor fromJson(JsonObject json) {
        try {
            return new Descriptor(
                    MediaType.parse(json.string("mediaType")),
                    Digest.parse(json.string("digest")),
                    json.number("size"),
                    Annotations.read(json, "annotations"),
                    json.findObject("platform").map(Platform::fromJson),
                    json.findString("artifactType").map(MediaType::parse));
        } catch (RegshapeException e) {
            if (e.kind() == Kind.INVALID_VALUE) {
                throw new RegshapeException(Kind.BAD_LAYOUT, json.where() + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** Returns this descriptor with other annotations. */
    public Descriptor withAnnotations(Annotations changed) {
        return new Descriptor(mediaType, digest, size, changed, platform, artifactType);
    }

    /** Returns this descriptor with a platform. */
    public Descriptor withPlatform(Optional<Platform> changed) {
        return new Descriptor(mediaType, digest, size, annotations, changed, artifactType);
    }

    /** Returns this descriptor with an artifact type. */
    public Descriptor withArtifactType(Optional<MediaType> changed) {
        return new Descriptor(mediaType, digest, size, annotations, platform, changed);
    }

    /** Returns the JSON form. */
    public JsonObject toJson() {
        JsonObject json = JsonObject.empty()
                .with("mediaType", mediaType.value())
                .with("digest", digest.toString())
                .with("size", size)
                .withOptional("artifactType", artifactType.map(MediaType::value))
                .withOptional("platform", platform.map(Platform::toJson));
        return annotations.write(json, "annotations");
    }
}
