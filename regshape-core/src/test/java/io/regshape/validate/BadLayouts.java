// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.layer.Compression;
import io.regshape.model.JsonObject;
import io.regshape.testing.TestTar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Layouts that break a rule by one change of a good one, and how to make them. */
final class BadLayouts {
    static final String SOME_DIGEST = "sha256:" + "0".repeat(64);

    private static final List<BadLayout> ALL = new ArrayList<>();

    /**
     * A change that breaks a rule.
     *
     * @param where where that is reported, {@code *} where no test can know
     * @param more what else is broken by it
     */
    record BadLayout(Rule rule, String where, LayoutFixture layout, List<Rule> more) {
        @Override
        public String toString() {
            return rule + " at " + where;
        }
    }

    private BadLayouts() {}

    static List<BadLayout> all() {
        ALL.clear();
        BadFiles.add();
        BadDocuments.addJson();
        BadDocuments.add();
        BadParts.addDescriptors();
        BadParts.addConfigs();
        BadLayers.add();
        return List.copyOf(ALL);
    }

    static void bad(Rule rule, String where, LayoutFixture layout, Rule... more) {
        ALL.add(new BadLayout(rule, where, layout, List.of(more)));
    }

    static LayoutFixture good() {
        return new LayoutFixture();
    }

    static LayoutFixture tar(LayerTar tar) {
        return good().tar(tar);
    }

    static LayerTar with() {
        return new LayerTar();
    }

    static LayoutFixture rootFile(String name, String content) {
        return good().files(root -> Files.writeString(root.resolve(name), content));
    }

    static void write(Path root, String file) throws IOException {
        Files.writeString(root.resolve(file), "x");
    }

    /** Moves a file or folder out of the layout, and leaves a link to it. */
    static void link(Path root, Path file) throws IOException {
        Path moved = root.resolveSibling("moved");
        Files.move(file, moved);
        Files.createSymbolicLink(file, moved);
    }

    static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Adds an entry to an index. */
    static JsonObject plus(JsonObject index, JsonObject entry) {
        List<JsonObject> entries = new ArrayList<>(index.objects("manifests"));
        entries.add(entry);
        return index.with("manifests", entries);
    }

    static JsonObject descriptor(String mediaType, String digest, long size) {
        return JsonObject.empty()
                .with("mediaType", mediaType)
                .with("digest", digest)
                .with("size", size);
    }

    static JsonObject platform(JsonObject entry, String architecture) {
        return entry.with("platform", entry.object("platform").with("architecture", architecture));
    }

    static JsonObject rootfs(JsonObject config, UnaryOperator<List<String>> change) {
        JsonObject rootfs = config.object("rootfs");
        return config.with("rootfs", rootfs.with("diff_ids", change.apply(rootfs.strings("diff_ids"))));
    }

    static JsonObject history(JsonObject config, UnaryOperator<JsonObject> firstStep) {
        List<JsonObject> history = new ArrayList<>(config.objects("history"));
        history.set(0, firstStep.apply(history.get(0)));
        return config.with("history", history);
    }

    /** An index in an index in an index, twenty deep. */
    static LayoutFixture deep() {
        LayoutFixture layout = good();
        return layout.index(json -> {
            JsonObject entry = json.objects("manifests").get(0);
            for (int i = 0; i < 20; i++) {
                entry = layout.blob(LayoutFixture.INDEX, json.with("manifests", List.of(entry.without("annotations"))));
            }
            return plus(json, entry);
        });
    }

    /** A layer whose compressed bytes are changed. */
    static LayoutFixture compressed(UnaryOperator<byte[]> change) {
        return good().compress(tar -> change.apply(TestTar.gzip(tar)));
    }

    static byte[] zstd(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zstd = Compression.ZSTD.compress(out, OptionalInt.empty())) {
            zstd.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
