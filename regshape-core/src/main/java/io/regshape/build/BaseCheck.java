// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.archive.BaseFiles;
import io.regshape.archive.BaseFiles.BaseFile;
import io.regshape.archive.BaseImage;
import io.regshape.digest.Digest;
import io.regshape.files.Fingerprint;
import io.regshape.files.LayerFiles;
import io.regshape.layer.TarEntry;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the layers of a build do to the files of its base.
 *
 * <p>Reading a base costs as much as unpacking it, so the result is kept for the next build.
 *
 * @param key tells the bases and the paths of the layers from others
 * @param leftOut directories that need not be in a layer because the base has them, by the layer's name
 * @param warnings what would surprise whoever runs the image, a sentence each
 */
record BaseCheck(Digest key, SortedMap<String, List<String>> leftOut, List<String> warnings) {
    private static final int MOST_WARNINGS = 20;

    /** Returns what tells the question from others. */
    static Digest key(Bases bases, List<GatheredLayer> layers) {
        StringBuilder text = new StringBuilder();
        bases.all().forEach(image -> text.append(image.descriptor().digest()).append('\n'));
        for (GatheredLayer layer : layers) {
            Fingerprint files = layer.files().fingerprint();
            text.append(layer.name())
                    .append('\0')
                    .append(files.paths())
                    .append(files.modes())
                    .append('\n');
        }
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the bases and looks. */
    static BaseCheck run(Bases bases, List<GatheredLayer> layers, long maxUnpacked) throws IOException {
        Map<BaseImage, BaseFiles> files = new LinkedHashMap<>();
        for (BaseImage image : bases.all()) {
            files.put(image, BaseFiles.read(image, maxUnpacked));
        }
        SortedMap<String, List<String>> leftOut = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        for (GatheredLayer layer : layers) {
            for (LayerFiles.Listed listed : layer.files().list()) {
                if (listed.isDispensable()
                        && isDirectoryInAll(files, listed.entry().path())) {
                    leftOut.computeIfAbsent(layer.name(), name -> new ArrayList<>())
                            .add(listed.entry().path());
                } else {
                    files.forEach(
                            (image, base) -> warning(layer, listed, base, image).ifPresent(warnings::add));
                }
            }
        }
        return new BaseCheck(
                key(bases, layers),
                leftOut,
                shortened(warnings.stream().distinct().toList()));
    }

    private static boolean isDirectoryInAll(Map<BaseImage, BaseFiles> files, String path) {
        return files.values().stream()
                .allMatch(base -> base.find(path).filter(BaseCheck::isDirectory).isPresent());
    }

    private static boolean isDirectory(BaseFile file) {
        return file.type().equals(Optional.of(TarEntry.Type.DIRECTORY));
    }

    private static Optional<String> warning(
            GatheredLayer layer, LayerFiles.Listed listed, BaseFiles files, BaseImage image) {
        TarEntry entry = listed.entry();
        Optional<BaseFile> found = files.find(entry.path());
        String where = "layer '" + layer.name() + "' (" + listed.origin() + ")";
        if (entry.type() != TarEntry.Type.SYMBOLIC_LINK
                && found.flatMap(BaseFile::linkTarget).isPresent()) {
            return Optional.of(where + " puts " + (entry.type() == TarEntry.Type.DIRECTORY ? "a directory" : "a file")
                    + " at /" + entry.path() + ", where the base "
                    + image.layout().name()
                    + " has a symbolic link to " + found.get().linkTarget().get()
                    + ": the link and what is found through it will be gone. Use the path that the link leads to");
        }
        if (entry.type() == TarEntry.Type.DIRECTORY
                && found.filter(BaseCheck::isDirectory).isPresent()
                && found.get().mode() != entry.mode()) {
            return Optional.of(where + " changes the mode of the directory /" + entry.path() + " of the base "
                    + image.layout().name() + " from "
                    + Integer.toOctalString(found.get().mode()) + " to " + Integer.toOctalString(entry.mode()));
        }
        return Optional.empty();
    }

    private static List<String> shortened(List<String> warnings) {
        if (warnings.size() <= MOST_WARNINGS) {
            return warnings;
        }
        List<String> first = new ArrayList<>(warnings.subList(0, MOST_WARNINGS));
        first.add("and " + (warnings.size() - MOST_WARNINGS) + " more of that kind");
        return first;
    }

    /** Leaves out of the layers what the base has. */
    void applyTo(List<GatheredLayer> layers) {
        for (GatheredLayer layer : layers) {
            layer.files().leaveOut(leftOut.getOrDefault(layer.name(), List.of()));
        }
    }

    static BaseCheck fromJson(JsonObject json) {
        SortedMap<String, List<String>> leftOut = new TreeMap<>();
        JsonObject byLayer = json.object("left_out");
        byLayer.names().forEach(name -> leftOut.put(name, byLayer.strings(name)));
        return new BaseCheck(Digest.parse(json.string("key")), leftOut, json.strings("warnings"));
    }

    JsonObject toJson() {
        JsonObject byLayer = JsonObject.empty();
        for (Map.Entry<String, List<String>> layer : leftOut.entrySet()) {
            byLayer = byLayer.with(layer.getKey(), layer.getValue());
        }
        return JsonObject.empty().with("key", key).with("left_out", byLayer).with("warnings", warnings);
    }
}
