// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.BaseImage;
import io.regshape.archive.BaseLayer;
import io.regshape.archive.BaseReference;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.layout.ReachedBlobs;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /**
     * Makes sure that the base is not what the build replaces: such an image would grow with every build.
     *
     * @param root the layout that is built
     * @param names the names that the new image gets there
     */
    void requireOtherThan(Path root, BaseReference.OnDisk from, Collection<RefName> names) throws IOException {
        if (Files.notExists(root) || !Files.isSameFile(root, from.path())) {
            return;
        }
        if (from.ref().isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "from: " + from + " is the layout that is built: say which of its images is meant, " + from
                            + ":REF, or give the new one another path");
        }
        for (Descriptor entry : layout().index().manifests()) {
            Optional<String> name = Index.refNameOf(entry);
            if (names.stream().anyMatch(built -> name.equals(Optional.of(built.value()))) && reachesBase(entry)) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "from: " + from + " is the image '" + name.orElse("")
                                + "' that this build replaces. Give the base another name, or the new image another path");
            }
        }
    }

    private boolean reachesBase(Descriptor entry) throws IOException {
        Set<Digest> reached = ReachedBlobs.of(layout(), List.of(entry)).stream()
                .map(blob -> blob.descriptor().digest())
                .collect(Collectors.toSet());
        return all().stream()
                .anyMatch(image -> reached.contains(image.descriptor().digest()));
    }

    Optional<BaseImage> of(Optional<Platform> platform) {
        return Optional.ofNullable(images.get(platform));
    }

    List<BaseImage> all() {
        return List.copyOf(images.values());
    }

    /** Returns the images whose platforms a layer is for. */
    List<BaseImage> below(LayerRequest layer) {
        return images.entrySet().stream()
                .filter(image -> layer.isFor(image.getKey()))
                .map(Map.Entry::getValue)
                .toList();
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
