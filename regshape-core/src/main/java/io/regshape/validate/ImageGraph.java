// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.layer.LayerInspection;
import io.regshape.model.Descriptor;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What leads to what in a layout, and of each document the little that is needed when all are read. */
final class ImageGraph {
    /** Of names that are all given to one image a reader needs to see only a few. */
    private static final int MOST_NAMES = 20;

    private final Map<Digest, Set<String>> roots = new LinkedHashMap<>();
    private final Map<Digest, List<Digest>> children = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Digest, Manifest> manifests = new LinkedHashMap<>();
    private final Map<Digest, ConfigFacts> configs = new HashMap<>();

    /**
     * A manifest.
     *
     * @param artifactType what it says that it is, when it is no image
     * @param layers its layers, each empty where the descriptor says too little
     * @param layerCount how many there should be
     */
    record Manifest(
            Digest digest,
            long size,
            Optional<MediaType> artifactType,
            Optional<Descriptor> config,
            List<Optional<Descriptor>> layers,
            int layerCount) {}

    /** An entry of an index. */
    record Entry(Place place, Digest digest, Optional<Platform> platform) {}

    /** Adds an entry of the layout's index. */
    void addRoot(Digest digest, Optional<String> name) {
        Set<String> names = roots.computeIfAbsent(digest, key -> new LinkedHashSet<>());
        name.filter(known -> names.size() < MOST_NAMES).ifPresent(names::add);
    }

    void addChild(Digest index, Digest entry) {
        children.computeIfAbsent(index, key -> new ArrayList<>()).add(entry);
    }

    /** Adds an entry of any index. */
    void addEntry(Reference entry, Optional<Platform> platform) {
        if (entry.mediaType().isManifest()) {
            entries.add(new Entry(entry.place(), entry.digest(), platform));
        }
    }

    void addManifest(Manifest manifest) {
        manifests.put(manifest.digest(), manifest);
    }

    void addConfig(Digest digest, ConfigFacts config) {
        configs.put(digest, config);
    }

    List<Entry> entries() {
        return entries;
    }

    List<Manifest> manifests() {
        return List.copyOf(manifests.values());
    }

    /** Returns the config of a manifest, if it could be read. */
    Optional<ConfigFacts> config(Digest manifest) {
        return Optional.ofNullable(manifests.get(manifest))
                .flatMap(Manifest::config)
                .map(config -> configs.get(config.digest()));
    }

    /** Returns all manifests, in the order in which they were met. */
    List<CheckedImage> images(Blobs blobs) {
        Map<Digest, Set<String>> names = new HashMap<>();
        roots.forEach((root, given) -> spread(root, given, names));
        Map<Digest, Platform> ofEntries = new HashMap<>();
        entries.forEach(
                entry -> entry.platform().ifPresent(platform -> ofEntries.putIfAbsent(entry.digest(), platform)));
        return manifests.values().stream()
                .map(manifest -> new CheckedImage(
                        List.copyOf(names.getOrDefault(manifest.digest(), Set.of())),
                        manifest.digest(),
                        manifest.size(),
                        manifest.artifactType(),
                        config(manifest.digest())
                                .flatMap(ConfigFacts::platform)
                                .or(() -> Optional.ofNullable(ofEntries.get(manifest.digest()))),
                        manifest.config(),
                        manifest.layers().stream()
                                .flatMap(Optional::stream)
                                .map(layer -> layer(layer, blobs.layer(layer.digest())))
                                .toList()))
                .toList();
    }

    /** Gives names to all that an entry leads to; what has many already is left alone, so this ends soon. */
    private void spread(Digest digest, Set<String> given, Map<Digest, Set<String>> names) {
        Set<String> own = names.computeIfAbsent(digest, key -> new LinkedHashSet<>());
        if (own.size() < MOST_NAMES && own.addAll(given)) {
            children.getOrDefault(digest, List.of()).forEach(child -> spread(child, given, names));
        }
    }

    private static CheckedLayer layer(Descriptor descriptor, Optional<LayerInspection> inspection) {
        return new CheckedLayer(
                descriptor.mediaType(),
                descriptor.digest(),
                descriptor.size(),
                inspection.map(known -> OptionalLong.of(known.unpackedSize())).orElse(OptionalLong.empty()),
                inspection.map(known -> OptionalLong.of(known.entries())).orElse(OptionalLong.empty()));
    }
}
