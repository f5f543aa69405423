// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.model.JsonObject;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A good layout that uses much of the spec, of which a test changes one thing before it is written. Digests and sizes
 * follow the changes.
 *
 * <p>It has an image of two layers under one name, a nested index with that image and another, and an artifact whose
 * subject is the image.
 */
final class LayoutFixture {
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    static final String EMPTY = "application/vnd.oci.empty.v1+json";

    /** A change of a file or folder of the layout, when all is written. */
    interface FileChange {
        void apply(Path root) throws IOException;
    }

    private byte[] upperTar = new LayerTar()
            .file("app/.wh.old", "")
            .directory("app/")
            .file("app/run", "#!/bin/sh\n")
            .link('2', "app/current", "../app/run")
            .link('1', "app/hard", "app/run")
            .bytes();
    private String layerType = LAYER + "+gzip";
    private UnaryOperator<byte[]> compress = TestTar::gzip;
    private UnaryOperator<JsonObject> config = UnaryOperator.identity();
    private UnaryOperator<JsonObject> manifest = UnaryOperator.identity();
    private UnaryOperator<JsonObject> artifact = UnaryOperator.identity();
    private UnaryOperator<JsonObject> entry = UnaryOperator.identity();
    private UnaryOperator<JsonObject> nested = UnaryOperator.identity();
    private UnaryOperator<JsonObject> index = UnaryOperator.identity();
    private UnaryOperator<String> indexText = UnaryOperator.identity();
    private final List<FileChange> changes = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private Path root = Path.of("");

    LayoutFixture tar(byte[] tar) {
        upperTar = tar;
        return this;
    }

    LayoutFixture tar(LayerTar tar) {
        return tar(tar.bytes());
    }

    LayoutFixture layerType(String type) {
        layerType = type;
        return this;
    }

    LayoutFixture compress(UnaryOperator<byte[]> how) {
        compress = how;
        return this;
    }

    LayoutFixture config(UnaryOperator<JsonObject> change) {
        config = change;
        return this;
    }

    /** Changes the object {@code config} in the config. */
    LayoutFixture settings(UnaryOperator<JsonObject> change) {
        return config(json -> json.with("config", change.apply(json.object("config"))));
    }

    LayoutFixture manifest(UnaryOperator<JsonObject> change) {
        manifest = change;
        return this;
    }

    /** Changes the descriptor of the upper layer. */
    LayoutFixture layer(UnaryOperator<JsonObject> change) {
        return manifest(json -> {
            List<JsonObject> layers = json.objects("layers");
            return json.with("layers", List.of(layers.get(0), change.apply(layers.get(1))));
        });
    }

    LayoutFixture artifact(UnaryOperator<JsonObject> change) {
        artifact = change;
        return this;
    }

    /** Changes the image's entry in {@code index.json}. */
    LayoutFixture entry(UnaryOperator<JsonObject> change) {
        entry = change;
        return this;
    }

    LayoutFixture nested(UnaryOperator<JsonObject> change) {
        nested = change;
        return this;
    }

    LayoutFixture index(UnaryOperator<JsonObject> change) {
        index = change;
        return this;
    }

    LayoutFixture indexText(UnaryOperator<String> change) {
        indexText = change;
        return this;
    }

    LayoutFixture files(FileChange change) {
        changes.add(change);
        return this;
    }

    /** Returns the bytes of the upper layer as it is stored. */
    byte[] layerBytes() {
        return compress.apply(upperTar);
    }

    /** Changes the file of a blob that has a name. */
    LayoutFixture blobFile(String name, FileChange change) {
        return files(any -> change.apply(path(name)));
    }

    /** Writes the layout into an empty folder. */
    Path writeTo(Path folder) throws IOException {
        root = folder;
        Files.createDirectories(root.resolve("blobs/sha256"));
        Files.writeString(root.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");

        byte[] lowerTar = new LayerTar()
                .directory("./")
                .file("./app/old", "x")
                .directory("./etc/")
                .bytes();
        JsonObject lower = blob(LAYER, lowerTar);
        JsonObject upper = blob(layerType, layerBytes());
        JsonObject image = image("amd64", lower, lowerTar, upper, config, manifest);
        JsonObject other = image("arm64", lower, lowerTar, upper, UnaryOperator.identity(), UnaryOperator.identity());
        JsonObject note = blob(
                MANIFEST,
                artifact.apply(JsonObject.empty()
                        .with("schemaVersion", 2)
                        .with("mediaType", MANIFEST)
                        .with("artifactType", "application/vnd.example.note")
                        .with("config", blob(EMPTY, text("{}")).with("data", "e30="))
                        .with(
                                "layers",
                                List.of(blob("text/plain", text("a note"))
                                        .with("urls", List.of("https://example.com/note"))))
                        .with("subject", image)));
        JsonObject both = blob(
                INDEX,
                nested.apply(JsonObject.empty()
                        .with("schemaVersion", 2)
                        .with("mediaType", INDEX)
                        .with("manifests", List.of(withPlatform(image, "amd64"), withPlatform(other, "arm64")))));
        JsonObject all = index.apply(JsonObject.empty()
                .with("schemaVersion", 2)
                .with("mediaType", INDEX)
                .with(
                        "manifests",
                        List.of(
                                entry.apply(named(withPlatform(image, "amd64"), "latest")),
                                named(both, "multi"),
                                named(note, "note"))));
        Files.writeString(
                root.resolve("index.json"), indexText.apply(new String(all.toPrettyBytes(), StandardCharsets.UTF_8)));
        name(image, "MANIFEST");
        name(both, "NESTED");
        name(note, "NOTE");
        name(upper, "LAYER");
        for (FileChange change : changes) {
            change.apply(root);
        }
        return root;
    }

    private JsonObject image(
            String architecture,
            JsonObject lower,
            byte[] lowerTar,
            JsonObject upper,
            UnaryOperator<JsonObject> configChange,
            UnaryOperator<JsonObject> manifestChange) {
        JsonObject step =
                JsonObject.empty().with("created", "2026-01-02T03:04:05Z").with("created_by", "a test");
        JsonObject made = blob(
                CONFIG,
                configChange.apply(JsonObject.empty()
                        .with("created", "2026-01-02T03:04:05.123+01:00")
                        .with("architecture", architecture)
                        .with("os", "linux")
                        .with(
                                "config",
                                JsonObject.empty()
                                        .with("Env", List.of("PATH=/bin", "EMPTY="))
                                        .with("Cmd", List.of("/app/run"))
                                        .withNull("Entrypoint")
                                        .with("ExposedPorts", Map.of("8080/tcp", JsonObject.empty()))
                                        .with("Labels", Map.of("com.example.a", "b")))
                        .with(
                                "rootfs",
                                JsonObject.empty()
                                        .with("type", "layers")
                                        .with("diff_ids", List.of(Digest.sha256(lowerTar), Digest.sha256(upperTar))))
                        .with("history", List.of(step, step.with("empty_layer", true), step))));
        names.putIfAbsent(made.string("digest"), architecture.equals("amd64") ? "CONFIG" : "OTHER");
        return blob(
                MANIFEST,
                manifestChange.apply(JsonObject.empty()
                        .with("schemaVersion", 2)
                        .with("mediaType", MANIFEST)
                        .with("config", made)
                        .with("layers", List.of(lower, upper))
                        .with("annotations", Map.of("org.opencontainers.image.created", "2026-01-02T03:04:05Z"))));
    }

    private void name(JsonObject descriptor, String name) {
        names.put(descriptor.string("digest"), name);
    }

    /** Puts MANIFEST, CONFIG, LAYER, NESTED and NOTE in place of digests, which no test can know. */
    String withNames(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue())
                    .replace(name.getKey().substring("sha256:".length()), name.getValue());
        }
        return named;
    }

    /** Returns where a blob lies: of the digest that has this name. */
    Path path(String name) {
        String digest = names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
        return root.resolve("blobs/" + digest.replace(':', '/'));
    }

    /** Stores a document. */
    JsonObject blob(String type, JsonObject document) {
        return blob(type, document.toCanonicalBytes());
    }

    /** Stores bytes, and returns their descriptor. */
    JsonObject blob(String type, byte[] bytes) {
        Digest digest = Digest.sha256(bytes);
        try {
            Files.write(root.resolve("blobs/sha256").resolve(digest.encoded()), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JsonObject.empty().with("mediaType", type).with("digest", digest).with("size", bytes.length);
    }

    static JsonObject withPlatform(JsonObject descriptor, String architecture) {
        return descriptor.with(
                "platform", JsonObject.empty().with("os", "linux").with("architecture", architecture));
    }

    static JsonObject named(JsonObject descriptor, String name) {
        return descriptor.with("annotations", Map.of("org.opencontainers.image.ref.name", name));
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
