// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The step {@code annotate-manifest}: changes the annotations of the manifest that the stage published last, and brings
 * its config and layers to what is staged.
 */
public final class AnnotateManifest {
    private final Path root;
    private Annotations annotations = Annotations.none();
    private boolean replace;

    private AnnotateManifest(Path root) {
        this.root = root;
    }

    /**
     * Starts the step.
     *
     * @param root the layout's directory
     */
    public static AnnotateManifest in(Path root) {
        return new AnnotateManifest(root);
    }

    /** Sets the annotations, at least one; they are added to those that the manifest has, and win. */
    public AnnotateManifest annotations(Annotations value) {
        annotations = Objects.requireNonNull(value);
        return this;
    }

    /** Sets whether the annotations replace all that the manifest has. */
    public AnnotateManifest replace(boolean value) {
        replace = value;
        return this;
    }

    /**
     * Runs the step. Every entry of the index that points at the old manifest is moved to the new one, in one step; then
     * the old one is removed. Annotations that are there already change nothing.
     *
     * @return the manifest
     * @throws RegshapeException if there is no layout, no manifest yet, no annotation is given, or the config is not that
     *     of the staged layers
     * @throws IOException if the layout cannot be written
     */
    public PublishedManifest run() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        AnnotateLayer.requireSome(annotations);
        Map<Digest, Digest> diffIds = StagedConfig.missingDiffIds(layout);
        return layout.locked(() -> {
            Stage stage = StagedConfig.read(layout, diffIds);
            Descriptor old = stage.manifest()
                    .orElseThrow(() -> new RegshapeException(
                            Kind.WRONG_STATE, "Manifest not yet generated. Run the goal generate-manifest first"));
            Index index = layout.index();
            requireEntry(index, old);
            JsonObject document = layout.readDocument(old, Stage.FILE);
            JsonObject changed = annotated(StagedConfig.applyTo(document, stage));
            Annotations now = Manifest.fromJson(changed).annotations();
            if (changed.equals(document)) {
                return new PublishedManifest(old, stage.manifestRefName(), now, List.of());
            }
            Optional<Platform> platform = StagedConfig.requireFitting(layout, stage);
            Publisher.requireBlobs(layout, Manifest.fromJson(changed), Stage.FILE);

            Descriptor manifest = layout.store(old.mediaType(), changed.toCanonicalBytes());
            Stage after = stage.withManifest(manifest, now, stage.manifestRefName());
            Index moved = index.withMoved(old.digest(), manifest, platform);
            List<String> warnings =
                    Publisher.publish(layout, moved, List.of(old), after.digests(), () -> after.writeTo(layout));
            return new PublishedManifest(manifest, stage.manifestRefName(), now, warnings);
        });
    }

    private JsonObject annotated(JsonObject manifest) {
        Annotations old = Manifest.fromJson(manifest).annotations();
        Annotations changed = replace ? annotations : old.mergedWith(annotations);
        return changed.equals(old) ? manifest : manifest.with("annotations", changed.values());
    }

    private void requireEntry(Index index, Descriptor manifest) {
        Digest digest = manifest.digest();
        if (index.manifests().stream().noneMatch(entry -> entry.digest().equals(digest))) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    "the manifest " + digest + " of the stage is not in the index of " + root
                            + " any more: it was replaced or removed. Run the goal generate-manifest");
        }
    }
}
