// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A layout in memory. */
final class MemoryLayout implements LayoutReader {
    private final Map<String, byte[]> documents = new HashMap<>();
    private final Map<Digest, byte[]> blobs = new HashMap<>();

    MemoryLayout() {
        document(MARKER, LayoutFixture.text("{\"imageLayoutVersion\":\"1.0.0\"}"));
        document(INDEX, LayoutFixture.text("{\"schemaVersion\":2,\"manifests\":[]}"));
    }

    MemoryLayout document(String name, byte[] bytes) {
        documents.put(name, bytes);
        return this;
    }

    /** Stores a blob and returns its descriptor. */
    JsonObject blob(String mediaType, byte[] bytes) {
        Digest digest = Digest.sha256(bytes);
        blobs.put(digest, bytes);
        return JsonObject.empty()
                .with("mediaType", mediaType)
                .with("digest", digest)
                .with("size", bytes.length);
    }

    /** Makes an image of a config and a layer, the only entry of the index. */
    MemoryLayout image(byte[] config, String layerType, byte[] layer) {
        JsonObject manifest = JsonObject.empty()
                .with("schemaVersion", 2)
                .with("config", blob(LayoutFixture.CONFIG, config))
                .with("layers", List.of(blob(layerType, layer)));
        return entry(LayoutFixture.MANIFEST, manifest.toCanonicalBytes());
    }

    /** Makes a document the only entry of the index. */
    MemoryLayout entry(String mediaType, byte[] document) {
        JsonObject index =
                JsonObject.empty().with("schemaVersion", 2).with("manifests", List.of(blob(mediaType, document)));
        return document(INDEX, index.toCanonicalBytes());
    }

    @Override
    public boolean hasRootFile(String file) {
        return documents.containsKey(file);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public byte[] readRootFile(String file) {
        return documents.get(file);
    }

    @Override
    public boolean hasBlobs() {
        return true;
    }

    @Override
    public OptionalLong blobSize(Digest digest) {
        byte[] bytes = blobs.get(digest);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    }

    @Override
    public InputStream openBlob(Digest digest) throws IOException {
        byte[] bytes = blobs.get(digest);
        if (bytes == null) {
            throw new FileNotFoundException(digest.toString());
        }
        return new ByteArrayInputStream(bytes);
    }
}
