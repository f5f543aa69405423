// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.PlatformIndex;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The step {@code generate-index}: gathers the images of a layout, each for another platform, into one image index
 * (image-index.md).
 */
public final class GenerateIndex {
    private final Path root;
    private final RefName refName;
    private Annotations annotations = Annotations.none();

    private GenerateIndex(Path root, RefName refName) {
        this.root = root;
        this.refName = refName;
    }

    /**
     * Starts the step.
     *
     * @param root the layout's directory
     * @param refName the name of the index
     */
    public static GenerateIndex in(Path root, RefName refName) {
        return new GenerateIndex(root, refName);
    }

    /** Sets the annotations of the index. */
    public GenerateIndex annotations(Annotations value) {
        annotations = Objects.requireNonNull(value);
        return this;
    }

    /**
     * The index that was generated.
     *
     * @param descriptor its blob
     * @param platforms what its images run on
     * @param warnings what the user should know, a sentence each
     */
    public record Generated(Descriptor descriptor, List<Platform> platforms, List<String> warnings) {
        /** Copies the lists. */
        public Generated {
            platforms = List.copyOf(platforms);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Runs the step. Gathered are the images that {@code index.json} lists, and of an image index that has the name
     * already those whose platform is none of theirs. The index takes the place of what had its name, and of the images
     * without one; images with other names keep these. {@code index.json} is replaced in one step; running again changes
     * nothing.
     *
     * @return the index
     * @throws RegshapeException if there is no layout or no image in it, two images are for one platform, or a document
     *     is missing or wrong
     * @throws IOException if the layout cannot be written
     */
    public Generated run() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        return layout.locked(() -> {
            Index index = layout.index();
            PlatformIndex gathered = new PlatformIndex();
            Set<Digest> unnamed = new HashSet<>();
            for (JsonObject json : index.entries()) {
                Descriptor entry = Descriptor.fromJson(json);
                if (isImage(layout, entry) && gathered.addAll(layout, json, origin(entry)) && !isNamed(entry)) {
                    unnamed.add(entry.digest());
                }
            }
            addFormer(layout, index, gathered);
            if (gathered.isEmpty()) {
                throw new RegshapeException(
                        Kind.WRONG_STATE,
                        "there is no image in " + root
                                + " to gather into an index. Run the goal generate-manifest first");
            }
            Descriptor blob = layout.store(
                    MediaType.IMAGE_INDEX, gathered.toJson(annotations).toCanonicalBytes());
            Descriptor entry = blob.withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, refName.value())));
            Index changed = index.withEntry(
                    entry,
                    old -> Index.refNameOf(old).equals(Optional.of(refName.value()))
                            || !isNamed(old) && unnamed.contains(old.digest()));
            List<String> warnings = Publisher.publish(layout, changed, List.of(), Stage.digestsOf(layout), () -> {});
            return new Generated(blob, gathered.platforms(), warnings);
        });
    }

    private static boolean isImage(LayoutReader layout, Descriptor entry) throws IOException {
        return entry.mediaType().isManifest()
                && entry.artifactType().isEmpty()
                && layout.platform(entry, LayoutReader.INDEX).isPresent();
    }

    private void addFormer(LayoutReader layout, Index index, PlatformIndex gathered) throws IOException {
        for (Descriptor entry : index.manifests()) {
            if (entry.mediaType().isIndex() && Index.refNameOf(entry).equals(Optional.of(refName.value()))) {
                for (JsonObject former : new Index(layout.readDocument(entry, LayoutReader.INDEX)).entries()) {
                    Optional<Platform> platform =
                            layout.platform(Descriptor.fromJson(former), "index " + entry.digest());
                    if (platform.isPresent() && !gathered.has(platform.get())) {
                        gathered.add(former, platform.get(), "index " + entry.digest());
                    }
                }
            }
        }
    }

    private static boolean isNamed(Descriptor entry) {
        return Index.refNameOf(entry).isPresent();
    }

    private static String origin(Descriptor entry) {
        return Index.refNameOf(entry).map(name -> "named " + name).orElse("without a name");
    }
}
