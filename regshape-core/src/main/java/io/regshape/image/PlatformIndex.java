// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers images of several platforms for an image index, which readers choose from (image-index.md).
 *
 * <p>The index has them sorted by platform, so the order in which they are added does not matter.
 */
public final class PlatformIndex {
    /** What buildkit gives to the attestations that it puts beside images. */
    private static final String NO_PLATFORM = "unknown";

    private final SortedMap<String, Image> images = new TreeMap<>();

    /** An image, its entry with the fields that nobody here knows. */
    private record Image(JsonObject entry, Digest digest, Platform platform, String origin) {}

    /**
     * Adds an image.
     *
     * @param manifest its manifest
     * @param platform what it runs on
     * @param origin where it comes from, for messages
     * @throws RegshapeException if another image for the same platform was added
     */
    public void add(Descriptor manifest, Platform platform, String origin) {
        add(manifest.toJson(), platform, origin);
    }

    /**
     * Adds an image as it stands in another index.
     *
     * @param entry a descriptor; all of its fields are kept, but for the name
     * @param platform what it runs on
     * @param origin where it comes from, for messages
     * @throws RegshapeException if another image for the same platform was added
     */
    public void add(JsonObject entry, Platform platform, String origin) {
        Descriptor manifest = Descriptor.fromJson(entry);
        String key = isNone(platform)
                ? platform + " " + manifest.digest()
                : platform.normalised()
                        + platform.osVersion().map(version -> " " + version).orElse("");
        JsonObject placed = entry.has("platform") ? entry : entry.with("platform", platform.toJson());
        JsonObject unnamed =
                manifest.annotations().without(Annotations.REF_NAME).write(placed, "annotations");
        Image other = images.putIfAbsent(key, new Image(unnamed, manifest.digest(), platform, origin));
        if (other != null && !other.digest().equals(manifest.digest())) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "the platform " + platform + " has two images: "
                            + other.digest() + " (" + other.origin() + ") and " + manifest.digest() + " ("
                            + origin + "): an index holds one for each platform");
        }
    }

    /**
     * Adds an image, or all images of an index.
     *
     * @param layout where its documents are
     * @param entry the descriptor of the manifest or the index
     * @param origin where it comes from, for messages
     * @return whether it was added: false for what has no platform
     * @throws RegshapeException if another image for the same platform was added, or a document is missing or wrong
     * @throws IOException if a document cannot be read
     */
    public boolean addAll(LayoutReader layout, JsonObject entry, String origin) throws IOException {
        Descriptor image = Descriptor.fromJson(entry);
        List<JsonObject> manifests = image.mediaType().isIndex()
                ? new Index(layout.readDocument(image, LayoutReader.INDEX)).entries()
                : List.of(entry);
        for (JsonObject manifest : manifests) {
            Optional<Platform> platform = layout.platform(Descriptor.fromJson(manifest), LayoutReader.INDEX);
            if (platform.isEmpty()) {
                return false;
            }
            add(manifest, platform.get(), origin);
        }
        return true;
    }

    /** Returns whether nothing was added. */
    public boolean isEmpty() {
        return images.isEmpty();
    }

    /** Returns whether an image for a platform was added, which no other image can be for then. */
    public boolean has(Platform platform) {
        return !isNone(platform)
                && images.values().stream()
                        .anyMatch(image -> image.platform().normalised().equals(platform.normalised()));
    }

    private static boolean isNone(Platform platform) {
        return platform.os().equals(NO_PLATFORM);
    }

    /** Returns the platforms, in the order of the index. */
    public List<Platform> platforms() {
        return images.values().stream().map(Image::platform).toList();
    }

    /** Returns the document. */
    public JsonObject toJson(Annotations annotations) {
        JsonObject json = Index.empty()
                .json()
                .with("manifests", images.values().stream().map(Image::entry).toList());
        return annotations.isEmpty() ? json : json.with("annotations", annotations.values());
    }
}
