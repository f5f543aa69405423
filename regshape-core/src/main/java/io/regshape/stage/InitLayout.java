// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.BaseFiles;
import io.regshape.archive.BaseImage;
import io.regshape.archive.BaseLayer;
import io.regshape.archive.BaseReference;
import io.regshape.archive.Transport;
import io.regshape.image.BlobCopy;
import io.regshape.image.ImageLayer;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.layout.LayoutEmptying;
import io.regshape.layout.LayoutReader;
import io.regshape.layout.ReachedBlobs;
import io.regshape.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The step {@code init}: makes an empty layout with an empty stage. */
public final class InitLayout {
    private final Path root;
    private IfExists ifExists = IfExists.FAIL;
    private Optional<BaseReference.OnDisk> base = Optional.empty();
    private Optional<Platform> platform = Optional.empty();
    private long maxUnpacked = Transport.DEFAULT_MAX_UNPACKED;

    private InitLayout(Path root) {
        this.root = root;
    }

    /** What to do where a layout exists already. */
    public enum IfExists {
        /** Refuse, and leave it as it is. */
        FAIL,
        /** Keep its index and blobs, and start an empty stage for the next image. */
        REUSE,
        /** Drop the entries of its index, its stage and its blobs. */
        RECREATE;

        /**
         * Reads the text form.
         *
         * @param text {@code fail}, {@code reuse} or {@code recreate}
         * @throws RegshapeException if it is none of them
         */
        public static IfExists parse(String text) {
            return switch (text) {
                case "fail" -> FAIL;
                case "reuse" -> REUSE;
                case "recreate" -> RECREATE;
                default ->
                    throw new RegshapeException(
                            Kind.INVALID_VALUE,
                            "ifExists: '" + text + "' is not valid, it must be fail, reuse or recreate");
            };
        }
    }

    /** Starts the step for a directory. */
    public static InitLayout at(Path root) {
        return new InitLayout(root);
    }

    /** Sets what to do where a layout exists already; the default is to refuse. */
    public InitLayout ifExists(IfExists value) {
        ifExists = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Sets the image that the new one is built on: its layers are staged as the first ones, byte for byte, and
     * {@link GenerateConfig} inherits what its config says.
     */
    public InitLayout from(BaseReference.OnDisk value) {
        base = Optional.of(value);
        return this;
    }

    /** Sets which platform's image is meant where the base has several. */
    public InitLayout platform(Platform value) {
        platform = Optional.of(value);
        return this;
    }

    /** Sets how many bytes a compressed archive may unpack to. */
    public InitLayout maxUnpacked(long bytes) {
        maxUnpacked = bytes;
        return this;
    }

    /**
     * Runs the step. What is there stays untouched when it fails; a base is read and verified first. Only a disk that fails
     * or is full while a base is copied leaves a layout that was to be emptied empty.
     *
     * @throws RegshapeException if a layout is there and {@code ifExists} says to fail, something else is there, or the
     *     base is not there, not whole, or for another platform
     * @throws IOException if the directory cannot be written
     */
    public void run() throws IOException {
        if (base.isEmpty()) {
            make();
            return;
        }
        try (LayoutReader source = base.get().open(maxUnpacked)) {
            BaseImage image = BaseImage.find(source, base.get().ref(), platform);
            BaseFiles.verify(image);
            requireOther(source);
            make();
            stage(image);
        }
    }

    /** Of a layout that is emptied nothing would be left to build on. */
    private void requireOther(LayoutReader source) throws IOException {
        if (ifExists == IfExists.RECREATE
                && Files.exists(root)
                && Files.isSameFile(root, base.orElseThrow().path())) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "from: the base is in " + source.name()
                            + " itself, which ifExists=recreate would empty. Set ifExists to reuse, or another path");
        }
    }

    private void stage(BaseImage image) throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        for (BaseLayer layer : image.layers()) {
            copy(image, layer, layout);
        }
        List<StagedLayer> layers = image.layers().stream()
                .map(layer -> StagedLayer.of(
                        new ImageLayer(layer.descriptor(), Optional.of(layer.diffId()), StagedLayer.OF_BASE)))
                .toList();
        layout.locked(() -> {
            for (BaseLayer layer : image.layers()) {
                // Another process may have taken for garbage what nothing referred to.
                if (layout.blobSize(layer.descriptor().digest()).isEmpty()) {
                    copy(image, layer, layout);
                }
            }
            Stage.empty()
                    .withLayers(layers)
                    .withBaseConfig(image.configWithHistory())
                    .writeTo(layout);
            return root;
        });
    }

    private static void copy(BaseImage image, BaseLayer layer, ImageLayout layout) throws IOException {
        BlobCopy.copy(
                image.layout(),
                new ReachedBlobs.Blob(layer.descriptor(), image.layout().name()),
                layout);
    }

    private void make() throws IOException {
        Map<String, byte[]> stage = Map.of(Stage.FILE, Stage.empty().json().toPrettyBytes());
        if (!LayoutCreation.exists(root)) {
            LayoutCreation.create(root, stage);
            return;
        }
        switch (ifExists) {
            case FAIL ->
                throw new RegshapeException(
                        Kind.WRONG_STATE,
                        root + " is already an OCI Image Layout. Set ifExists to reuse (add another image to it) or "
                                + "recreate (empty it first), or set another path");
            case REUSE -> {
                ImageLayout layout = ImageLayout.open(root);
                layout.index();
                layout.locked(() -> {
                    Stage.empty().writeTo(layout);
                    return root;
                });
            }
            case RECREATE -> LayoutEmptying.empty(ImageLayout.open(root), stage);
        }
    }
}
