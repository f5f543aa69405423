// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.image.LayerStore;
import io.regshape.image.LayerStore.PendingLayer;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layer.ProgressListener;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** The step {@code add-layer}: stores a layer and adds it on top of those that are staged. */
public final class AddLayer {
    private final Path root;
    private final LayerSource source;
    private LayerOptions options = LayerOptions.defaults();
    private Annotations annotations = Annotations.none();
    private String createdBy = StagedLayer.DEFAULT_CREATED_BY;
    private ProgressListener progress = ProgressListener.NONE;

    private AddLayer(Path root, LayerSource source) {
        this.root = root;
        this.source = source;
    }

    /**
     * Starts the step.
     *
     * @param root the layout's directory
     * @param source the layer
     */
    public static AddLayer to(Path root, LayerSource source) {
        return new AddLayer(root, source);
    }

    /** Sets in which form the layer is stored; by default as it comes, a plain tar compressed with gzip. */
    public AddLayer options(LayerOptions value) {
        options = Objects.requireNonNull(value);
        return this;
    }

    /** Sets the annotations of the layer. */
    public AddLayer annotations(Annotations value) {
        annotations = Objects.requireNonNull(value);
        return this;
    }

    /** Sets what the image's history says made the layer. */
    public AddLayer createdBy(String value) {
        createdBy = Objects.requireNonNull(value);
        return this;
    }

    /** Sets who is told how far reading has come. */
    public AddLayer progress(ProgressListener value) {
        progress = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Runs the step. The source is read once and never changed; when it fails nothing is staged.
     *
     * @return the staged layer
     * @throws io.regshape.RegshapeException if there is no layout, or the source is not what the options say, or damaged
     * @throws IOException if the layout cannot be written
     */
    public StagedLayer run() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        Stage.read(layout);
        try (PendingLayer pending = LayerStore.write(layout, source, options, progress)) {
            return layout.locked(() -> {
                Stage stage = Stage.read(layout);
                StagedLayer layer = StagedLayer.of(pending.commit(annotations, createdBy));
                stage.withLayer(layer).writeTo(layout);
                return layer;
            });
        }
    }
}
