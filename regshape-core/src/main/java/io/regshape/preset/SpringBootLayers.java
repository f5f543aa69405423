// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which file of a Spring Boot jar belongs to which layer, as its index says: "Layer Index" in the chapter "The Executable
 * Jar Format" of Spring Boot's documentation.
 *
 * @param layers lowest first
 */
record SpringBootLayers(List<Layer> layers) {
    /** For a jar without an index; the empty path is the beginning of every other. */
    static final SpringBootLayers DEFAULT = new SpringBootLayers(List.of(
            new Layer("dependencies", List.of("BOOT-INF/lib/")),
            new Layer("spring-boot-loader", List.of("org/springframework/boot/loader/")),
            new Layer("application", List.of(""))));

    private static final Pattern NAME = Pattern.compile("- \"(.+)\":");
    private static final Pattern PATH = Pattern.compile("  - \"(.+)\"");
    private static final String RIGHT = "it must be a layer, - \"NAME\":, and beneath it its paths,   - \"PATH\"";

    /**
     * Some of the files.
     *
     * @param paths what it holds: files, and directories, which end in {@code /}
     */
    record Layer(String name, List<String> paths) {
        boolean holds(String file) {
            return paths.stream()
                    .anyMatch(path -> path.isEmpty() || path.endsWith("/") ? file.startsWith(path) : file.equals(path));
        }
    }

    /**
     * Reads an index: of YAML it knows what Spring Boot writes, a list of names, each with a list of paths.
     *
     * @param where names the index in messages
     * @throws RegshapeException if the index says anything else
     */
    static SpringBootLayers parse(String index, String where) {
        List<Layer> layers = new ArrayList<>();
        for (String line : index.lines().filter(text -> !text.isBlank()).toList()) {
            Matcher name = NAME.matcher(line);
            Matcher path = PATH.matcher(line);
            if (name.matches()) {
                layers.add(new Layer(uniqueName(name.group(1), layers, where), new ArrayList<>()));
            } else if (path.matches() && !layers.isEmpty()) {
                layers.get(layers.size() - 1).paths().add(path.group(1));
            } else {
                throw invalid(where + " has the line '" + line + "': " + RIGHT);
            }
        }
        if (layers.isEmpty()) {
            throw invalid(where + " is empty: " + RIGHT);
        }
        return new SpringBootLayers(layers);
    }

    private static String uniqueName(String name, List<Layer> layers, String where) {
        if (layers.stream().anyMatch(layer -> layer.name().equals(name))) {
            throw invalid(where + " has the layer '" + name + "' twice: each must be there once");
        }
        return name;
    }

    /** Returns the first layer that holds a file, as Spring Boot's own extraction does. */
    Optional<Layer> layerOf(String file) {
        return layers.stream().filter(layer -> layer.holds(file)).findFirst();
    }

    private static RegshapeException invalid(String message) {
        return new RegshapeException(Kind.BAD_CONTENT, message);
    }
}
