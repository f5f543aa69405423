// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.build.BuiltImage;
import io.regshape.build.BuiltLayer;
import io.regshape.digest.Digest;
import io.regshape.image.StagedLayer;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.stage.PublishedManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The JSON of what the steps return; keys in snake case, as the guide's tool has them. */
final class Results {
    private Results() {}

    static JsonObject descriptor(Descriptor descriptor) {
        return JsonObject.empty()
                .with("digest", descriptor.digest())
                .with("size", descriptor.size())
                .with("media_type", descriptor.mediaType());
    }

    static JsonObject layer(StagedLayer layer) {
        return JsonObject.empty()
                .with("digest", layer.digest())
                .with("size", layer.size())
                .with("media_type", layer.mediaType())
                .with("annotations", layer.annotations().values());
    }

    static JsonObject manifest(PublishedManifest manifest) {
        JsonObject json = descriptor(manifest.descriptor());
        return orNull(json, "ref_name", manifest.refName())
                .with("annotations", manifest.annotations().values());
    }

    /**
     * Describes the image of a layout or an archive; where there are several, the index that names them.
     *
     * @param entries the entries of the index that were made
     * @param layout what has that index
     */
    static JsonObject images(List<Descriptor> entries, LayoutReader layout) throws IOException {
        JsonObject json;
        if (entries.stream().map(Descriptor::digest).distinct().count() == 1) {
            json = descriptor(entries.get(0));
        } else {
            byte[] index = layout.readRootFile(LayoutReader.INDEX);
            json = descriptor(Descriptor.of(MediaType.IMAGE_INDEX, Digest.sha256(index), index.length));
        }
        return json.with(
                "ref_names",
                entries.stream()
                        .map(Index::refNameOf)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }

    /** Names images for people: their names, digest and size. */
    static String named(List<Descriptor> entries) {
        Map<Digest, List<Descriptor>> images = new LinkedHashMap<>();
        entries.forEach(entry -> images.computeIfAbsent(entry.digest(), unknown -> new ArrayList<>())
                .add(entry));
        return images.values().stream().map(Results::namedImage).collect(Collectors.joining(", "));
    }

    private static String namedImage(List<Descriptor> entries) {
        String names =
                entries.stream().map(Index::refNameOf).flatMap(Optional::stream).collect(Collectors.joining(", "));
        return (names.isEmpty() ? "" : "[" + names + "] ") + entries.get(0).digest() + " ("
                + entries.get(0).size() + " bytes)";
    }

    static JsonObject image(BuiltImage image) {
        return descriptor(image.manifest())
                .with("ref_names", image.refNames().stream().map(RefName::value).toList())
                .with("layers", image.layers().stream().map(Results::builtLayer).toList());
    }

    private static JsonObject builtLayer(BuiltLayer built) {
        JsonObject json = descriptor(built.layer().descriptor()).with("name", built.name());
        json = orNull(json, "diff_id", built.layer().diffId());
        return orNull(json, "rebuilt", built.rebuilt());
    }

    /** Says whether a build kept a layer or wrote it. */
    static String rebuilt(Optional<String> why) {
        return why.map(reason -> "written: " + reason).orElse("kept");
    }

    static JsonObject orNull(JsonObject json, String name, Optional<?> value) {
        return value.isPresent() ? json.with(name, value.get()) : json.withNull(name);
    }
}
