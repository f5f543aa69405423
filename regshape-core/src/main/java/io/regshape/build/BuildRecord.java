// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.RefName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What builds leave for the next one in the file {@code .regshape-build.json}: how the layers came about, and which blobs
 * are theirs.
 *
 * <p>It is about files of this machine and no part of the image. Without it, or when it is damaged, the next build makes
 * all layers anew, to the same bytes.
 *
 * @param images what is known of each image, by the first of its names
 * @param newest the name of the image that was built last
 * @param written the blobs that builds wrote and that were not removed since
 */
public record BuildRecord(Map<String, ImageRecord> images, Optional<String> newest, Set<Digest> written) {
    private static final long SCHEMA_VERSION = 1;

    /** Copies the collections. */
    public BuildRecord {
        images = Map.copyOf(images);
        written = Set.copyOf(written);
    }

    private static BuildRecord empty() {
        return new BuildRecord(Map.of(), Optional.empty(), Set.of());
    }

    /** Returns the layers of the image that was built last. */
    public List<LayerRecord> layers() {
        return newest.map(images::get).map(ImageRecord::layers).orElse(List.of());
    }

    /**
     * Returns the layers that images have from their bases, which thin layouts and archives lack.
     *
     * @param names names of the images; those that no build knows have none
     */
    public Set<Digest> baseLayers(Collection<String> names) {
        Set<Digest> layers = new HashSet<>();
        for (String name : names) {
            layers.addAll(images.getOrDefault(name, ImageRecord.NONE).baseLayers());
        }
        return layers;
    }

    /** Returns what is known of an image; of one with a new name, such as a version, what is known of the last one. */
    ImageRecord image(RefName name) {
        ImageRecord image = images.get(name.value());
        return image != null ? image : newest.map(images::get).orElse(ImageRecord.NONE);
    }

    /** Returns this record with an image that was built, and without those that the index has no longer. */
    BuildRecord withImage(RefName name, ImageRecord image, Index index) {
        Map<String, ImageRecord> changed = new HashMap<>(images);
        changed.put(name.value(), image);
        changed.keySet()
                .retainAll(index.manifests().stream()
                        .flatMap(entry -> Index.refNameOf(entry).stream())
                        .toList());
        return new BuildRecord(changed, Optional.of(name.value()), written);
    }

    /**
     * Reads the record of a layout.
     *
     * @param layout the layout's directory
     * @return the record; an empty one when there is none that can be read
     * @throws RegshapeException if there is no layout
     * @throws IOException if it cannot be read
     */
    public static BuildRecord read(Path layout) throws IOException {
        return read(ImageLayout.open(layout));
    }

    static BuildRecord read(ImageLayout layout) throws IOException {
        if (layout.hasRootFile(LayoutReader.BUILD)) {
            try {
                return fromJson(JsonObject.parse(layout.readRootFile(LayoutReader.BUILD), LayoutReader.BUILD));
            } catch (RegshapeException e) {
                // It only saves time: without it everything is made anew.
            }
        }
        return empty();
    }

    private static BuildRecord fromJson(JsonObject json) {
        if (json.number("schema_version") != SCHEMA_VERSION) {
            return empty();
        }
        Map<String, ImageRecord> images = new HashMap<>();
        JsonObject byName = json.object("images");
        byName.names().forEach(name -> images.put(name, ImageRecord.fromJson(byName.object(name))));
        return new BuildRecord(
                images,
                json.findString("newest").filter(images::containsKey),
                Set.copyOf(json.strings("written").stream().map(Digest::parse).toList()));
    }

    /**
     * Writes it: where it would get too long to be read without what is in tars, and else the list of blobs alone. To be
     * called under {@link ImageLayout#locked}.
     */
    void writeTo(ImageLayout layout) throws IOException {
        byte[] bytes = toBytes();
        if (bytes.length > JsonObject.LIMIT) {
            bytes = withoutTars().toBytes();
        }
        if (bytes.length > JsonObject.LIMIT) {
            bytes = new BuildRecord(Map.of(), Optional.empty(), written).toBytes();
        }
        layout.replaceRootFile(LayoutReader.BUILD, bytes);
    }

    private byte[] toBytes() {
        Map<String, JsonObject> byName = new TreeMap<>();
        images.forEach((name, image) -> byName.put(name, image.toJson()));
        return JsonObject.empty()
                .with("schema_version", SCHEMA_VERSION)
                .with("images", byName)
                .withOptional("newest", newest)
                .with("written", written.stream().map(Digest::toString).sorted().toList())
                .toPrettyBytes();
    }

    private BuildRecord withoutTars() {
        Map<String, ImageRecord> shorter = new HashMap<>(images);
        shorter.replaceAll((name, image) -> image.withoutTars());
        return new BuildRecord(shorter, newest, written);
    }

    BuildRecord withWritten(Collection<Digest> added) {
        Set<Digest> all = new HashSet<>(written);
        all.addAll(added);
        return new BuildRecord(images, newest, all);
    }

    /** Returns this record without the blobs that are gone. */
    BuildRecord withoutRemoved(ImageLayout layout) throws IOException {
        Set<Digest> present = new HashSet<>();
        for (Digest digest : written) {
            if (layout.blobSize(digest).isPresent()) {
                present.add(digest);
            }
        }
        return new BuildRecord(images, newest, present);
    }
}
