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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private record Base(BaseImage image, BaseFiles files) {}

    /** Returns what tells the question from others. */
    static Digest key(Bases bases, List<GatheredLayer> layers) {
        StringBuilder text = new StringBuilder();
        bases.all().forEach(image -> text.append(image.descriptor().digest()).append('\n'));
        for (GatheredLayer layer : layers) {
            Fingerprint files = layer.files().fingerprint();
            text.append(layer.name()).append('\0').append(files.paths()).append(files.modes());
            layer.request().platforms().forEach(platform -> text.append(platform.normalised()));
            // A mode that somebody chose is not left out, though it be the one that directories get by rule.
            layer.files().list().stream()
                    .filter(LayerFiles.Listed::isDispensable)
                    .forEach(listed -> text.append('\0').append(listed.entry().path()));
            text.append('\n');
        }
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the bases and looks.
     *
     * @param key see {@link #key(Bases, List)}
     */
    static BaseCheck run(Digest key, Bases bases, List<GatheredLayer> layers, long maxUnpacked) throws IOException {
        List<Base> all = new ArrayList<>();
        for (BaseImage image : bases.all()) {
            all.add(new Base(image, BaseFiles.read(image, maxUnpacked)));
        }
        SortedMap<String, List<String>> leftOut = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        Set<String> removed = new HashSet<>();
        for (GatheredLayer layer : layers) {
            removed.addAll(layer.files().removed());
            List<BaseImage> images = bases.below(layer.request());
            List<Base> below =
                    all.stream().filter(base -> images.contains(base.image())).toList();
            for (LayerFiles.Listed listed : layer.files().list()) {
                String path = listed.entry().path();
                if (listed.isDispensable()
                        && !isRemoved(removed, path)
                        && below.stream()
                                .allMatch(base -> isDirectory(base.files().find(path)))) {
                    leftOut.computeIfAbsent(layer.name(), name -> new ArrayList<>())
                            .add(path);
                } else {
                    below.forEach(base -> warning(layer, listed, base).ifPresent(warnings::add));
                }
            }
        }
        return new BaseCheck(
                key, leftOut, shortened(warnings.stream().distinct().toList()));
    }

    /**
     * Returns whether layers remove a path, or a directory that it lies in.
     *
     * @param removed see {@link LayerFiles#removed}
     */
    private static boolean isRemoved(Set<String> removed, String path) {
        boolean found = removed.contains(path) || removed.contains("/");
        for (int end = path.lastIndexOf('/'); end >= 0 && !found; end = path.lastIndexOf('/', end - 1)) {
            found = removed.contains(path.substring(0, end)) || removed.contains(path.substring(0, end + 1));
        }
        return found;
    }

    private static boolean isDirectory(Optional<BaseFile> file) {
        return file.flatMap(BaseFile::type).equals(Optional.of(TarEntry.Type.DIRECTORY));
    }

    private static Optional<String> warning(GatheredLayer layer, LayerFiles.Listed listed, Base base) {
        TarEntry entry = listed.entry();
        Optional<BaseFile> found = base.files().find(entry.path());
        Optional<String> link = found.flatMap(BaseFile::linkTarget);
        String where = "layer '" + layer.name() + "' (" + listed.origin() + ")";
        String name = "the base " + base.image().layout().name();
        if (link.isPresent() && entry.type() != TarEntry.Type.SYMBOLIC_LINK) {
            return Optional.of(where + " puts " + (entry.type() == TarEntry.Type.DIRECTORY ? "a directory" : "a file")
                    + " at /" + entry.path() + ", where " + name + " has a symbolic link to " + link.get()
                    + ": the link and what is found through it will be gone. Use the path that the link leads to");
        }
        if (!isDirectory(found)) {
            return Optional.empty();
        }
        if (entry.type() != TarEntry.Type.DIRECTORY) {
            return Optional.of(where + " puts "
                    + (entry.type() == TarEntry.Type.SYMBOLIC_LINK ? "a symbolic link" : "a file") + " at /"
                    + entry.path() + ", where " + name + " has a directory: all that is in it will be gone");
        }
        if (found.get().mode() != entry.mode()) {
            return Optional.of(where + " changes the mode of the directory /" + entry.path() + " of " + name + " from "
                    + Integer.toOctalString(found.get().mode()) + " to " + Integer.toOctalString(entry.mode()));
        }
        return Optional.empty();
    }

    /** Says where a layer puts a directory over a symbolic link of a layer beneath it. */
    static List<String> replacedLinks(List<GatheredLayer> layers) {
        Map<String, String> links = new HashMap<>();
        List<String> warnings = new ArrayList<>();
        for (GatheredLayer layer : layers) {
            for (LayerFiles.Listed listed : layer.files().list()) {
                TarEntry entry = listed.entry();
                if (entry.type() == TarEntry.Type.SYMBOLIC_LINK) {
                    links.put(entry.path(), layer.name());
                } else if (entry.type() == TarEntry.Type.DIRECTORY && links.containsKey(entry.path())) {
                    warnings.add("layer '" + layer.name() + "' (" + listed.origin() + ") puts a directory at /"
                            + entry.path() + ", where layer '" + links.get(entry.path())
                            + "' has a symbolic link: the link will be gone. Use the path that the link leads to");
                }
            }
        }
        return shortened(warnings);
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
