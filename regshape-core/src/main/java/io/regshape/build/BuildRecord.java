// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
 * @param layers the layers of the last build
 * @param written the blobs that builds wrote and that were not removed since
 * @param baseBlobs when the files of the base's layers were written
 * @param baseCheck what the layers do to the base; empty without a base
 */
public record BuildRecord(
        List<LayerRecord> layers, Set<Digest> written, Map<Digest, Instant> baseBlobs, Optional<BaseCheck> baseCheck) {
    private static final long SCHEMA_VERSION = 1;

    /** Copies the collections. */
    public BuildRecord {
        layers = List.copyOf(layers);
        written = Set.copyOf(written);
        baseBlobs = Map.copyOf(baseBlobs);
    }

    private static BuildRecord empty() {
        return new BuildRecord(List.of(), Set.of(), Map.of(), Optional.empty());
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
        return new BuildRecord(
                json.objects("layers").stream().map(LayerRecord::fromJson).toList(),
                Set.copyOf(json.strings("written").stream().map(Digest::parse).toList()),
                times(json.findObject("base_blobs").orElse(JsonObject.empty())),
                json.findObject("base_check").map(BaseCheck::fromJson));
    }

    private static Map<Digest, Instant> times(JsonObject json) {
        Map<Digest, Instant> times = new HashMap<>();
        json.names().forEach(name -> times.put(Digest.parse(name), Instant.ofEpochMilli(json.number(name))));
        return times;
    }

    /** Writes it. To be called under {@link ImageLayout#locked}. */
    void writeTo(ImageLayout layout) throws IOException {
        JsonObject json = JsonObject.empty()
                .with("schema_version", SCHEMA_VERSION)
                .with("layers", layers.stream().map(LayerRecord::toJson).toList())
                .with("written", written.stream().map(Digest::toString).sorted().toList());
        if (!baseBlobs.isEmpty()) {
            Map<String, Long> times = new TreeMap<>();
            baseBlobs.forEach((digest, time) -> times.put(digest.toString(), time.toEpochMilli()));
            json = json.with("base_blobs", times);
        }
        json = json.withOptional("base_check", baseCheck.map(BaseCheck::toJson));
        layout.replaceRootFile(LayoutReader.BUILD, json.toPrettyBytes());
    }

    Optional<LayerRecord> layer(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    BuildRecord withWritten(Collection<Digest> added) {
        Set<Digest> all = new HashSet<>(written);
        all.addAll(added);
        return new BuildRecord(layers, all, baseBlobs, baseCheck);
    }

    /** Returns this record without the blobs that are gone. */
    BuildRecord withoutRemoved(ImageLayout layout) throws IOException {
        Set<Digest> present = new HashSet<>();
        for (Digest digest : written) {
            if (layout.blobSize(digest).isPresent()) {
                present.add(digest);
            }
        }
        return new BuildRecord(layers, present, baseBlobs, baseCheck);
    }
}
