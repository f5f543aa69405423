// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.archive.BaseImage;
import io.regshape.digest.Digest;
import io.regshape.image.ImageDocuments;
import io.regshape.image.ImageLayer;
import io.regshape.image.PlatformIndex;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layout.ImageLayout;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The end of a build, under the lock of the layout: blobs, then documents, then the index, then what tools go on from, then
 * garbage. Run once.
 */
final class ImagePublication {
    private final ImageLayout layout;
    private final List<LayerBuild> builds;
    private final Bases bases;
    private final BaseBlobs baseBlobs;
    private final Optional<BaseCheck> check;
    /** Digests of blobs that were not there before. */
    private final List<Digest> news = new ArrayList<>();
    /** What is to be stored beside the layers. */
    private final List<Document> documents = new ArrayList<>();

    ImagePublication(
            ImageLayout layout, List<LayerBuild> builds, Bases bases, BaseBlobs baseBlobs, Optional<BaseCheck> check) {
        this.layout = layout;
        this.builds = builds;
        this.bases = bases;
        this.baseBlobs = baseBlobs;
        this.check = check;
    }

    private record Document(Descriptor blob, JsonObject json) {}

    /** One image, for one platform. */
    private record Image(
            Descriptor manifest, Descriptor config, Platform platform, Annotations annotations, Stage stage) {}

    BuiltImage run(BuildImage build, List<String> warnings) throws IOException {
        BuildRecord last = BuildRecord.read(layout).withoutRemoved(layout);
        Index index = layout.index();
        List<BuiltLayer> layers = commitLayers(last);
        List<Image> images = new ArrayList<>();
        for (Optional<Platform> platform : build.targets()) {
            images.add(image(build, platform, layers));
        }
        Image first = images.get(0);
        Descriptor entry = images.size() == 1
                ? first.manifest().withPlatform(Optional.of(first.platform()))
                : platformIndex(images, build.annotations());
        storeDocuments(last);
        Stage stage = first.stage()
                .withConfig(first.config())
                .withManifest(
                        first.manifest(),
                        first.annotations(),
                        images.size() == 1 ? Optional.of(build.refNames().get(0)) : Optional.empty());
        Index changed = named(index, entry, build.refNames());
        BuildRecord record = last.withWritten(news).withImage(build.refNames().get(0), record(layers), changed);
        List<String> all = new ArrayList<>(warnings);
        all.addAll(Publisher.replace(layout, changed, () -> {
            stage.writeTo(layout);
            record.writeTo(layout);
        }));
        Publisher.remove(layout, record.written(), stage.digests());
        if (build.isThin()) {
            removeBase(entry, layers, record);
        }
        return new BuiltImage(
                Descriptor.of(entry.mediaType(), entry.digest(), entry.size()),
                first.config(),
                build.refNames(),
                layers,
                all);
    }

    /** An earlier build may have put them there, when the image was to be whole. */
    private void removeBase(Descriptor entry, List<BuiltLayer> layers, BuildRecord record) throws IOException {
        List<Digest> written =
                baseLayers().stream().filter(record.written()::contains).toList();
        List<Digest> own = layers.stream()
                .map(built -> built.layer().descriptor().digest())
                .toList();
        List<Descriptor> others = layout.index().manifests().stream()
                .filter(other -> !other.digest().equals(entry.digest()))
                .toList();
        Publisher.remove(layout, written, own, others);
    }

    private List<Digest> baseLayers() {
        return bases.layers().stream().map(blob -> blob.descriptor().digest()).toList();
    }

    private List<BuiltLayer> commitLayers(BuildRecord last) throws IOException {
        note(Stream.concat(builds.stream().map(LayerBuild::digest), baseBlobs.digests().stream())
                .toList());
        last.withWritten(news).writeTo(layout);
        baseBlobs.commit();
        List<BuiltLayer> layers = new ArrayList<>();
        for (LayerBuild build : builds) {
            layers.add(build.commit());
        }
        return layers;
    }

    private Image image(BuildImage build, Optional<Platform> platform, List<BuiltLayer> layers) throws IOException {
        List<ImageLayer> own = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            if (builds.get(i).request().isFor(platform)) {
                own.add(layers.get(i).layer());
            }
        }
        Optional<BaseImage> base = bases.of(platform);
        List<ImageLayer> baseLayers = base.map(ImagePublication::layersOf).orElse(List.of());
        ConfigSettings settings = platform.map(build.settings()::withPlatform).orElse(build.settings());
        JsonObject config = base.isPresent()
                ? ImageDocuments.configOn(base.get().configWithHistory(), settings, own, build.defaultCreated())
                : ImageDocuments.config(settings, own, build.defaultCreated());
        Descriptor configBlob = document(MediaType.IMAGE_CONFIG, config);
        Annotations annotations = base.map(image -> Annotations.of(Map.of(
                        Annotations.BASE_DIGEST, image.descriptor().digest().toString())))
                .orElse(Annotations.none())
                .mergedWith(build.annotations());
        List<ImageLayer> all = Stream.concat(baseLayers.stream(), own.stream()).toList();
        requireBlobs(build.isThin() ? own : all);
        Manifest manifest = new Manifest(
                configBlob,
                all.stream().map(ImageLayer::descriptor).toList(),
                annotations,
                Optional.empty(),
                Optional.empty());
        Stage stage = Stage.empty().withLayers(all.stream().map(StagedLayer::of).toList());
        return new Image(
                document(MediaType.IMAGE_MANIFEST, manifest.toJson()),
                configBlob,
                ImageConfig.fromJson(config).platform(),
                annotations,
                base.isPresent() ? stage.withBaseConfig(base.get().configWithHistory()) : stage);
    }

    private static List<ImageLayer> layersOf(BaseImage base) {
        return base.layers().stream()
                .map(layer -> new ImageLayer(layer.descriptor(), Optional.of(layer.diffId()), StagedLayer.OF_BASE))
                .toList();
    }

    /** Those that are kept were looked at when the layout was not locked. */
    private void requireBlobs(List<ImageLayer> layers) throws IOException {
        for (ImageLayer layer : layers) {
            if (layout.blobSize(layer.descriptor().digest()).isEmpty()) {
                throw new LayerGoneException(layer.descriptor().digest(), layout.name());
            }
            layout.open(layer.descriptor(), "the build").close();
        }
    }

    private Descriptor platformIndex(List<Image> images, Annotations annotations) {
        PlatformIndex index = new PlatformIndex();
        images.forEach(image -> index.add(image.manifest(), image.platform(), "the build"));
        return document(MediaType.IMAGE_INDEX, index.toJson(annotations));
    }

    private static Index named(Index index, Descriptor entry, List<RefName> names) {
        Index changed = index;
        for (RefName name : names) {
            Descriptor named = entry.withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, name.value())));
            changed = changed.withEntry(named, old -> Index.refNameOf(old).equals(Optional.of(name.value())));
        }
        return changed;
    }

    private ImageRecord record(List<BuiltLayer> layers) throws IOException {
        List<LayerRecord> records = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            records.add(builds.get(i).record(layout, layers.get(i)));
        }
        return new ImageRecord(records, baseLayers(), baseBlobs.times(layout), check);
    }

    /**
     * Notes those that are not there, to be written into the record before they are: what a killed build leaves, the next
     * one knows as its own. What is there already somebody else may have written.
     */
    private void note(List<Digest> digests) throws IOException {
        for (Digest digest : digests) {
            if (layout.blobSize(digest).isEmpty()) {
                news.add(digest);
            }
        }
    }

    private Descriptor document(MediaType type, JsonObject json) {
        byte[] bytes = json.toCanonicalBytes();
        Descriptor blob = Descriptor.of(type, Digest.sha256(bytes), bytes.length);
        documents.add(new Document(blob, json));
        return blob;
    }

    private void storeDocuments(BuildRecord last) throws IOException {
        int noted = news.size();
        note(documents.stream().map(document -> document.blob().digest()).toList());
        if (news.size() > noted) {
            last.withWritten(news).writeTo(layout);
        }
        for (Document document : documents) {
            if (!layout.isWhole(document.blob())) {
                layout.store(document.blob().mediaType(), document.json().toCanonicalBytes());
            }
        }
    }
}
