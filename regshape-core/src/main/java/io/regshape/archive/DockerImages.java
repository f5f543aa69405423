// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerReader;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.ImageConfig;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes OCI documents of what {@code manifest.json} in a Docker archive says of each image. */
final class DockerImages {
    private static final int HEAD = 512;
    private static final int CHUNK = 1 << 16;
    /** An index of more is larger than the limit of a document. */
    private static final int MOST_ENTRIES = 20_000;

    private final TarMembers members;
    private final UnpackLimit limit;
    private final KeptBytes kept;
    private final List<JsonObject> entries = new ArrayList<>();
    private final Map<Digest, byte[]> documents = new HashMap<>();
    private final Map<Digest, String> files = new HashMap<>();
    /** By path: images that differ in their tags alone share a config. */
    private final Map<String, Config> configs = new HashMap<>();
    /** Images share layers, and a compressed one is read once. */
    private final Map<String, Layer> packedLayers = new HashMap<>();

    /** What is needed of a config. */
    private record Config(Descriptor descriptor, Platform platform, List<Digest> diffIds) {}

    /** A layer, and the digest of its uncompressed bytes. */
    private record Layer(Descriptor descriptor, Digest diffId) {}

    /**
     * Begins without images.
     *
     * @param members the archive
     * @param limit counts what its layers unpack to
     * @param mostKept how many bytes of configs and manifests are kept in memory
     */
    DockerImages(TarMembers members, UnpackLimit limit, long mostKept) {
        this.members = members;
        this.limit = limit;
        this.kept = new KeptBytes(mostKept, members.name() + ": the configs and manifests of its images");
    }

    /**
     * Adds an image.
     *
     * @param image an element of {@code manifest.json}
     * @throws RegshapeException if a file that it names is missing, or does not fit the config, or if there is more in the
     *     archive than memory for it
     */
    void add(JsonObject image) throws IOException {
        String configPath = image.string("Config");
        requireFile(configPath, image);
        Config config = config(configPath);
        Manifest manifest = new Manifest(
                config.descriptor,
                layers(image, config.diffIds, configPath),
                Annotations.none(),
                Optional.empty(),
                Optional.empty());
        byte[] bytes = manifest.toJson().toCanonicalBytes();
        Descriptor entry = keep(MediaType.IMAGE_MANIFEST, bytes).withPlatform(Optional.of(config.platform));

        List<String> tags = image.strings("RepoTags");
        tags.forEach(tag -> add(entry.withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, tag))), image));
        if (tags.isEmpty()) {
            add(entry, image);
        }
    }

    private void add(Descriptor entry, JsonObject image) {
        if (entries.size() == MOST_ENTRIES) {
            throw new RegshapeException(
                    Kind.BAD_CONTENT,
                    image.where() + ": the archive has more than " + MOST_ENTRIES
                            + " images and tags: save fewer of them in it");
        }
        entries.add(entry.toJson());
    }

    private Config config(String path) throws IOException {
        Config known = configs.get(path);
        if (known == null) {
            byte[] bytes = members.read(path, JsonObject.LIMIT);
            ImageConfig said = ImageConfig.fromJson(JsonObject.parse(bytes, members.name() + "/" + path));
            known = new Config(keep(MediaType.IMAGE_CONFIG, bytes), said.platform(), said.diffIds());
            configs.put(path, known);
        }
        return known;
    }

    private Descriptor keep(MediaType mediaType, byte[] document) {
        kept.add(document.length);
        Digest digest = Digest.sha256(document);
        documents.put(digest, document);
        return Descriptor.of(mediaType, digest, document.length);
    }

    private List<Descriptor> layers(JsonObject image, List<Digest> diffIds, String configPath) throws IOException {
        List<String> paths = image.strings("Layers");
        if (paths.size() != diffIds.size()) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    image.where() + ": it lists " + paths.size() + " layers, and its config " + configPath + " "
                            + diffIds.size() + " diff ids: both must be the same");
        }
        List<Descriptor> layers = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            requireFile(paths.get(i), image);
            layers.add(layer(paths.get(i), diffIds.get(i)));
        }
        return layers;
    }

    private void requireFile(String path, JsonObject image) {
        if (!members.hasFile(path)) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT, image.where() + ": the file '" + path + "' that it names is not in the archive");
        }
    }

    private Descriptor layer(String path, Digest diffId) throws IOException {
        String name = members.name() + "/" + path;
        Compression compression;
        try (InputStream in = members.open(path)) {
            compression = Compression.detect(in.readNBytes(HEAD), name);
        }
        Layer layer = compression == Compression.NONE ? plain(path, diffId) : packed(path, name, compression);
        if (!layer.diffId.equals(diffId)) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    name + ": its uncompressed bytes have the digest " + layer.diffId + ", its config says " + diffId);
        }
        files.put(layer.descriptor.digest(), path);
        return layer.descriptor;
    }

    private Layer plain(String path, Digest diffId) {
        long size = members.size(path).orElseThrow();
        return new Layer(Descriptor.of(MediaType.LAYER_TAR, diffId, size), diffId);
    }

    private Layer packed(String path, String name, Compression compression) throws IOException {
        Layer known = packedLayers.get(path);
        if (known == null) {
            try (InputStream blob = members.open(path);
                    InputStream again = members.open(path);
                    InputStream tar = limit.on(LayerReader.uncompressed(again, compression, name))) {
                known = new Layer(
                        Descriptor.of(
                                compression.layerMediaType(),
                                digest(blob),
                                members.size(path).orElseThrow()),
                        digest(tar));
                packedLayers.put(path, known);
            }
        }
        return known;
    }

    private static Digest digest(InputStream in) throws IOException {
        Hasher hasher = Hasher.sha256();
        byte[] chunk = new byte[CHUNK];
        int n;
        while ((n = in.read(chunk)) >= 0) {
            hasher.update(chunk, 0, n);
        }
        return hasher.digest();
    }

    Index index() {
        return new Index(Index.empty().json().with("manifests", entries));
    }

    /** Returns manifests and configs. */
    Map<Digest, byte[]> documents() {
        return documents;
    }

    /** Returns the paths of the layers. */
    Map<Digest, String> files() {
        return files;
    }
}
