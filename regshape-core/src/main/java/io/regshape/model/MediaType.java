// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media type, {@code type/subtype}, as descriptors name it (RFC 6838, section 4.2; media-types.md).
 *
 * @param value the text form
 */
public record MediaType(String value) {
    /** Stands before the constants, whose constructor uses it. */
    private static final Pattern GRAMMAR =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

    /** An image index. */
    public static final MediaType IMAGE_INDEX = new MediaType("application/vnd.oci.image.index.v1+json");
    /** An image manifest. */
    public static final MediaType IMAGE_MANIFEST = new MediaType("application/vnd.oci.image.manifest.v1+json");
    /** An image config. */
    public static final MediaType IMAGE_CONFIG = new MediaType("application/vnd.oci.image.config.v1+json");
    /** The empty JSON object, {@code {}}. */
    public static final MediaType EMPTY = new MediaType("application/vnd.oci.empty.v1+json");
    /** A layer, a plain tar. */
    public static final MediaType LAYER_TAR = new MediaType("application/vnd.oci.image.layer.v1.tar");
    /** A layer, a tar compressed with gzip. */
    public static final MediaType LAYER_TAR_GZIP = new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");
    /** A layer, a tar compressed with zstd. */
    public static final MediaType LAYER_TAR_ZSTD = new MediaType("application/vnd.oci.image.layer.v1.tar+zstd");

    private static final String NON_DISTRIBUTABLE = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    private static final Set<String> OCI_LAYERS = Set.of(
            LAYER_TAR.value,
            LAYER_TAR_GZIP.value,
            LAYER_TAR_ZSTD.value,
            NON_DISTRIBUTABLE,
            NON_DISTRIBUTABLE + "+gzip",
            NON_DISTRIBUTABLE + "+zstd");

    /** Docker's types, and the spec's own that say the same: media-types.md, "Compatibility Matrix". */
    private static final Map<String, String> DOCKER_LAYERS = Map.of(
            "application/vnd.docker.image.rootfs.diff.tar", LAYER_TAR.value,
            "application/vnd.docker.image.rootfs.diff.tar.gzip", LAYER_TAR_GZIP.value,
            "application/vnd.docker.image.rootfs.diff.tar.zstd", LAYER_TAR_ZSTD.value,
            "application/vnd.docker.image.rootfs.foreign.diff.tar", NON_DISTRIBUTABLE,
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", NON_DISTRIBUTABLE + "+gzip");

    /**
     * Checks the text against the grammar.
     *
     * @throws RegshapeException if it does not follow it
     */
    public MediaType {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "'" + value + "' is no media type: it must be TYPE/SUBTYPE without parameters, for example "
                            + "application/vnd.oci.image.layer.v1.tar+gzip");
        }
    }

    /**
     * Reads a media type from its text form.
     *
     * @throws RegshapeException if it does not follow the grammar
     */
    public static MediaType parse(String text) {
        return new MediaType(text);
    }

    /** Returns whether a blob of this type is a tar with a changeset of files, compressed or not. */
    public boolean isImageLayer() {
        return OCI_LAYERS.contains(value) || DOCKER_LAYERS.containsKey(value);
    }

    /** Returns the spec's own type for a layer where this is Docker's, else this one. */
    public MediaType ofLayerInOci() {
        String same = DOCKER_LAYERS.get(value);
        return same == null ? this : new MediaType(same);
    }

    /** Returns whether a blob of this type is an image config, the spec's or Docker's. */
    public boolean isImageConfig() {
        return equals(IMAGE_CONFIG) || value.equals("application/vnd.docker.container.image.v1+json");
    }

    /** Returns whether a blob of this type is an image manifest, the spec's or Docker's. */
    public boolean isManifest() {
        return equals(IMAGE_MANIFEST) || value.equals("application/vnd.docker.distribution.manifest.v2+json");
    }

    /** Returns whether a blob of this type is an index of manifests, the spec's or Docker's. */
    public boolean isIndex() {
        return equals(IMAGE_INDEX) || value.equals("application/vnd.docker.distribution.manifest.list.v2+json");
    }

    // Written out, as is hashCode, for builds to start fast: ARCHITECTURE.md, "Conventions".
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MediaType that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the text form. */
    @Override
    public String toString() {
        return value;
    }
}
