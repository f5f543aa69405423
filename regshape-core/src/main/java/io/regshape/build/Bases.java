// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.archive.BaseImage;
import io.regshape.archive.BaseLayer;
import io.regshape.archive.BaseReference;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.layout.ReachedBlobs;
import io.regshape.model.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The image that a build is based on, once for each platform. Closing it closes the layout or archive. */
final class Bases implements Closeable {
    private final @Nullable LayoutReader layout;
    private final Map<Optional<Platform>, BaseImage> images;

    private Bases(@Nullable LayoutReader layout, Map<Optional<Platform>, BaseImage> images) {
        this.layout = layout;
        this.images = images;
    }

    /** Returns what an image without a base has. */
    static Bases none() {
        return new Bases(null, Map.of());
    }

    /**
     * Opens the base and looks whether all of it is there.
     *
     * @param platforms what it must run on; empty for an image whose platform nobody set
     * @param maxUnpacked how many bytes a compressed archive may unpack to
     */
    static Bases open(BaseReference.OnDisk from, List<Optional<Platform>> platforms, long maxUnpacked)
            throws IOException {
        LayoutReader layout = from.open(maxUnpacked);
        try {
            Map<Optional<Platform>, BaseImage> images = new LinkedHashMap<>();
            for (Optional<Platform> platform : platforms) {
                BaseImage image = BaseImage.find(layout, from.ref(), platform);
                for (ReachedBlobs.Blob blob : ReachedBlobs.of(layout, List.of(image.descriptor()))) {
                    layout.open(blob.descriptor(), blob.referrer()).close();
                }
                images.put(platform, image);
            }
            return new Bases(layout, images);
        } catch (Throwable e) {
            layout.close();
            throw e;
        }
    }

    Optional<BaseImage> of(Optional<Platform> platform) {
        return Optional.ofNullable(images.get(platform));
    }

    List<BaseImage> all() {
        return List.copyOf(images.values());
    }

    /** Returns the layers of all images, each blob once. */
    List<ReachedBlobs.Blob> layers() {
        Map<Digest, ReachedBlobs.Blob> layers = new LinkedHashMap<>();
        for (BaseImage image : images.values()) {
            for (BaseLayer layer : image.layers()) {
                layers.putIfAbsent(
                        layer.descriptor().digest(),
                        new ReachedBlobs.Blob(
                                layer.descriptor(),
                                "manifest " + image.descriptor().digest() + " of the base"));
            }
        }
        return List.copyOf(layers.values());
    }

    /** Returns where the blobs are. */
    LayoutReader layout() {
        if (layout == null) {
            throw new IllegalStateException("there is no base");
        }
        return layout;
    }

    @Override
    public void close() throws IOException {
        if (layout != null) {
            layout.close();
        }
    }
}
