// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.ImageDocuments;
import io.regshape.image.ImageLayer;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.ImageConfig;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Builds a whole image into a layout, from files to its entries in the index, in one go.
 *
 * <p>It may be run again and again: layers whose files did not change are kept as they are, entries of the index that
 * others made stay, and of the blobs that nothing needs any more it removes those that builds wrote. When it fails, the
 * images that were there are whole. The staging file describes the new image afterwards, so that the steps of
 * {@code io.regshape.stage} can go on from it.
 */
public final class BuildImage {
    private static final RefName LATEST = RefName.parse("latest");

    private final Path root;
    private List<LayerRequest> layers = List.of();
    private ConfigSettings settings = ConfigSettings.none();
    private Timestamp defaultCreated = Timestamp.DEFAULT;
    private Timestamp fileTime = Timestamp.DEFAULT;
    private Annotations annotations = Annotations.none();
    private List<RefName> refNames = List.of(LATEST);
    private boolean failOnEmpty;

    private BuildImage(Path root) {
        this.root = root;
    }

    /**
     * Starts a build.
     *
     * @param root the layout's directory; made when it is not there
     */
    public static BuildImage at(Path root) {
        return new BuildImage(root);
    }

    /** Sets the layers, base first. */
    public BuildImage layers(List<LayerRequest> value) {
        layers = List.copyOf(value);
        return this;
    }

    /** Sets what stands in the image config beside the layers. */
    public BuildImage settings(ConfigSettings value) {
        settings = Objects.requireNonNull(value);
        return this;
    }

    /** Sets when the image was made, unless the settings say it. */
    public BuildImage defaultCreated(Timestamp value) {
        defaultCreated = Objects.requireNonNull(value);
        return this;
    }

    /** Sets the time of all files in the layers. */
    public BuildImage fileTime(Timestamp value) {
        fileTime = Objects.requireNonNull(value);
        return this;
    }

    /** Sets the annotations of the manifest. */
    public BuildImage annotations(Annotations value) {
        annotations = Objects.requireNonNull(value);
        return this;
    }

    /** Sets the names that the image gets in the index; {@code latest} alone unless set. Each names one thing. */
    public BuildImage refNames(List<RefName> value) {
        if (value.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, "refNames is empty: give the image at least one name, for example latest");
        }
        refNames = value.stream().distinct().toList();
        return this;
    }

    /** Sets whether it is an error when something that was asked for matches nothing; else it is a warning. */
    public BuildImage failOnEmpty(boolean value) {
        failOnEmpty = value;
        return this;
    }

    /**
     * Runs the build.
     *
     * @return the image
     * @throws RegshapeException if a source is not there or not what it should be, two sources want one path, a source
     *     changes meanwhile, or the directory cannot be a layout; then no image changed
     * @throws IOException if a source cannot be read or the layout not be written
     */
    public BuiltImage run() throws IOException {
        requireDistinctNames();
        boolean exists = LayoutCreation.exists(root);
        try (Gathered gathered = gather()) {
            List<String> warnings = gathered.unmatched();
            if (failOnEmpty && !warnings.isEmpty()) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE, String.join("; ", warnings) + " (failOnEmpty makes that an error)");
            }
            if (gathered.layers().isEmpty()) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "the image would have no layer: "
                                + (warnings.isEmpty() ? "give it at least one" : String.join("; ", warnings)));
            }
            ImageLayout layout = exists ? ImageLayout.open(root) : create();
            layout.index();
            BuildRecord last = BuildRecord.read(layout);
            try (LayerBuilds builds = LayerBuilds.run(layout, gathered.layers(), last)) {
                return layout.locked(() -> publish(layout, builds.all(), warnings));
            }
        }
    }

    private void requireDistinctNames() {
        Set<String> names = new HashSet<>();
        for (LayerRequest layer : layers) {
            if (!names.add(layer.name())) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "two layers have the name '" + layer.name() + "': give each a name of its own");
            }
        }
    }

    private ImageLayout create() throws IOException {
        LayoutCreation.create(root, Map.of(Stage.FILE, Stage.empty().json().toPrettyBytes()));
        return ImageLayout.open(root);
    }

    /** All layers that have files. */
    private record Gathered(List<GatheredLayer> layers, List<String> unmatched) implements Closeable {
        @Override
        public void close() throws IOException {
            for (GatheredLayer layer : layers) {
                layer.close();
            }
        }
    }

    private Gathered gather() throws IOException {
        Path spoolFolder = Path.of(System.getProperty("java.io.tmpdir"));
        Gathered gathered = new Gathered(new ArrayList<>(), new ArrayList<>());
        try {
            for (LayerRequest layer : layers) {
                GatheredLayer files = GatheredLayer.of(layer, fileTime, spoolFolder);
                gathered.layers().add(files);
                files.files()
                        .unmatched()
                        .forEach(what -> gathered.unmatched().add("layer '" + layer.name() + "': " + what));
            }
            gathered.layers().removeIf(layer -> layer.files().isEmpty());
            return gathered;
        } catch (Throwable e) {
            gathered.close();
            throw e;
        }
    }

    private BuiltImage publish(ImageLayout layout, List<LayerBuild> builds, List<String> warnings) throws IOException {
        BuildRecord last = BuildRecord.read(layout).withoutRemoved(layout);
        Index index = layout.index();
        List<Digest> news = new ArrayList<>(
                newBlobs(layout, builds.stream().map(LayerBuild::digest).toList()));
        // Noted before they are there: what a killed build leaves, the next one knows as its own.
        last.withWritten(news).writeTo(layout);

        List<BuiltLayer> built = new ArrayList<>();
        for (LayerBuild build : builds) {
            built.add(build.commit());
        }
        List<ImageLayer> imageLayers = built.stream().map(BuiltLayer::layer).toList();
        JsonObject configJson = ImageDocuments.config(settings, imageLayers, defaultCreated);
        Platform platform = ImageConfig.fromJson(configJson).platform();
        Descriptor config = store(layout, MediaType.IMAGE_CONFIG, configJson, news);
        Manifest document = new Manifest(
                config,
                imageLayers.stream().map(ImageLayer::descriptor).toList(),
                annotations,
                Optional.empty(),
                Optional.empty());
        Publisher.requireBlobs(layout, document, "the build");
        Descriptor manifest = store(layout, MediaType.IMAGE_MANIFEST, document.toJson(), news);

        Stage stage = Stage.empty()
                .withLayers(imageLayers.stream().map(StagedLayer::of).toList())
                .withConfig(config)
                .withManifest(manifest, annotations, Optional.of(refNames.get(0)));
        List<LayerRecord> records = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            records.add(builds.get(i).record(layout, built.get(i)));
        }
        BuildRecord record = new BuildRecord(records, last.withWritten(news).written());
        List<String> all = new ArrayList<>(warnings);
        all.addAll(Publisher.replace(layout, withEntries(index, manifest, platform), () -> {
            stage.writeTo(layout);
            record.writeTo(layout);
        }));
        Publisher.remove(layout, record.written(), stage.digests());
        return new BuiltImage(manifest, config, refNames, built, all);
    }

    /** Returns those that are not there: what is there already somebody else may have written. */
    private static List<Digest> newBlobs(ImageLayout layout, List<Digest> digests) throws IOException {
        List<Digest> news = new ArrayList<>();
        for (Digest digest : digests) {
            if (layout.blobSize(digest).isEmpty()) {
                news.add(digest);
            }
        }
        return news;
    }

    private static Descriptor store(ImageLayout layout, MediaType type, JsonObject document, List<Digest> news)
            throws IOException {
        byte[] bytes = document.toCanonicalBytes();
        news.addAll(newBlobs(layout, List.of(Digest.sha256(bytes))));
        return layout.store(type, bytes);
    }

    private Index withEntries(Index index, Descriptor manifest, Platform platform) {
        Index changed = index;
        for (RefName name : refNames) {
            Descriptor entry = manifest.withPlatform(Optional.of(platform))
                    .withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, name.value())));
            changed = changed.withEntry(entry, old -> Index.refNameOf(old).equals(Optional.of(name.value())));
        }
        return changed;
    }
}
