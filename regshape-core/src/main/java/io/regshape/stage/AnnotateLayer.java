// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The step {@code annotate-layer}: changes the annotations of a staged layer; its blob stays as it is. */
public final class AnnotateLayer {
    private final Path root;
    private final int index;
    private Annotations annotations = Annotations.none();
    private boolean replace;

    private AnnotateLayer(Path root, int index) {
        this.root = root;
        this.index = index;
    }

    /**
     * The annotated layer.
     *
     * @param layer the layer as it is staged now
     * @param warning what the user should know
     */
    public record Result(StagedLayer layer, Optional<String> warning) {}

    /**
     * Starts the step.
     *
     * @param root the layout's directory
     * @param index the layer's place, 0 for the base
     */
    public static AnnotateLayer in(Path root, int index) {
        return new AnnotateLayer(root, index);
    }

    /** Sets the annotations, at least one; they are added to those that the layer has, and win. */
    public AnnotateLayer annotations(Annotations value) {
        annotations = Objects.requireNonNull(value);
        return this;
    }

    /** Sets whether the annotations replace all that the layer has. */
    public AnnotateLayer replace(boolean value) {
        replace = value;
        return this;
    }

    /**
     * Runs the step. Annotations that are there already change nothing.
     *
     * @return the layer, and a warning when a manifest with the old annotations is there
     * @throws RegshapeException if there is no layout, no such layer, or no annotation is given
     * @throws IOException if the layout cannot be written
     */
    public Result run() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        requireSome(annotations);
        return layout.locked(() -> {
            Stage stage = Stage.read(layout);
            StagedLayer old = layer(stage);
            StagedLayer changed = old.withAnnotations(
                    replace ? annotations : old.annotations().mergedWith(annotations));
            Stage after = stage;
            if (!changed.annotations().equals(old.annotations())) {
                after = stage.withLayer(index, changed);
                after.writeTo(layout);
            }
            return new Result(changed, StagedConfig.staleManifest(layout, after));
        });
    }

    private StagedLayer layer(Stage stage) {
        int count = stage.layers().size();
        if (count == 0) {
            throw new RegshapeException(Kind.WRONG_STATE, "No layers staged. Run the goal add-layer first");
        }
        if (index < 0 || index >= count) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "Layer index " + index + " is out of range: " + count
                            + (count == 1
                                    ? " layer is staged, the index must be 0"
                                    : " layers are staged, the index must be 0 to " + (count - 1)));
        }
        return stage.layers().get(index);
    }

    static void requireSome(Annotations annotations) {
        if (annotations.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "annotations is missing: give at least one, <annotations> in the POM or -Dregshape.annotation.KEY=VALUE "
                            + "on the command line");
        }
    }
}
