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

    private final TarMembers members;
    private final UnpackLimit limit;
    private final List<JsonObject> entries = new ArrayList<>();
    private final Map<Digest, byte[]> documents = new HashMap<>();
    private final Map<Digest, String> files = new HashMap<>();
    /** Images share layers, and a compressed one is read once. */
    private final Map<String, Layer> packedLayers = new HashMap<>();

    /** A layer, and the digest of its uncompressed bytes. */
    private record Layer(Descriptor descriptor, Digest diffId) {}

    DockerImages(TarMembers members, UnpackLimit limit) {
        this.members = members;
        this.limit = limit;
    }

    /**
     * Adds an image.
     *
     * @param image an element of {@code manifest.json}
     * @throws RegshapeException if a file that it names is missing, or does not fit the config
     */
    void add(JsonObject image) throws IOException {
        String configPath = image.string("Config");
        requireFile(configPath, image);
        byte[] config = members.read(configPath, JsonObject.LIMIT);
        Digest configDigest = Digest.sha256(config);
        documents.put(configDigest, config);
        ImageConfig said = ImageConfig.fromJson(JsonObject.parse(config, members.name() + "/" + configPath));

        Manifest manifest = new Manifest(
                Descriptor.of(MediaType.IMAGE_CONFIG, configDigest, config.length),
                layers(image, said.diffIds(), configPath),
                Annotations.none(),
                Optional.empty(),
                Optional.empty());
        byte[] bytes = manifest.toJson().toCanonicalBytes();
        Descriptor entry = Descriptor.of(MediaType.IMAGE_MANIFEST, Digest.sha256(bytes), bytes.length)
                .withPlatform(Optional.of(said.platform()));
        documents.put(entry.digest(), bytes);

        List<String> tags = image.strings("RepoTags");
        tags.forEach(tag -> entries.add(entry.withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, tag)))
                .toJson()));
        if (tags.isEmpty()) {
            entries.add(entry.toJson());
        }
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
