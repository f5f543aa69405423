// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.Annotations;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the POM and the command line say.
 *
 * <p>Some properties are meant for one goal on the command line: were they read by goals that are bound in a POM, all of
 * them would take the same file or the same annotations.
 */
final class Parameters {
    private static final String PREFIX = "regshape.";

    private final BuildProperties properties;
    private final boolean commandLine;
    private final Path baseDirectory;

    Parameters(BuildProperties properties, boolean commandLine, Path baseDirectory) {
        this.properties = properties;
        this.commandLine = commandLine;
        this.baseDirectory = baseDirectory;
    }

    /** A text that only a goal on the command line takes from its property. */
    Optional<String> commandLineText(@Nullable String pom, String name) {
        return text(pom)
                .or(() -> properties.findOnCommandLine(PREFIX + name).filter(text -> commandLine && !text.isBlank()));
    }

    /** A file that only a goal on the command line takes from its property. */
    Optional<Path> commandLineFile(@Nullable File pom, String name) {
        return pom != null
                ? Optional.of(pom.toPath())
                : commandLineText(null, name).map(baseDirectory::resolve);
    }

    /** A text; nothing and white space alone count as not set. */
    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /**
     * Reads a value, and names the parameter when it is not valid.
     *
     * @param value the text, if there is one
     * @param name the parameter
     * @param parser reads the text
     */
    static <T> Optional<T> parsed(Optional<String> value, String name, Function<String, T> parser) {
        try {
            return value.map(parser);
        } catch (RegshapeException e) {
            throw new RegshapeException(e.kind(), name + ": " + e.getMessage(), e);
        }
    }

    /** The level of a compression. */
    static OptionalInt compressionLevel(@Nullable String value) {
        return number(value, "compressionLevel", "1 to 9 for gzip, 1 to 22 for zstd");
    }

    /**
     * A whole number.
     *
     * @param name the parameter
     * @param right what numbers it takes, for the message
     */
    static OptionalInt number(@Nullable String value, String name, String right) {
        Optional<String> text = text(value);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.get().trim()));
        } catch (NumberFormatException e) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    name + ": '" + text.get() + "' is not valid, it must be a whole number: " + right,
                    e);
        }
    }

    /** A number of bytes. */
    static OptionalLong size(@Nullable String value, String name) {
        Optional<String> text = text(value);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long size = Long.parseLong(text.get().trim());
            if (size > 0) {
                return OptionalLong.of(size);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new RegshapeException(
                Kind.INVALID_VALUE,
                name + ": '" + text.get()
                        + "' is no number of bytes, it must be a whole number, for example 17179869184");
    }

    /** A file among others, which the POM and the command line name in the same way. */
    Path file(String value) {
        return baseDirectory.resolve(value).normalize();
    }

    /** A list: the POM's elements, else the property split at its commas. */
    Optional<List<String>> list(@Nullable List<String> pom, String name) {
        if (pom != null) {
            return Optional.of(
                    pom.stream().map(value -> value == null ? "" : value).toList());
        }
        return properties
                .find(PREFIX + name)
                .map(value -> value.isEmpty()
                        ? List.<String>of()
                        : Arrays.stream(value.split(",", -1)).map(String::trim).toList());
    }

    /** The elements of a list in the POM; none when it is not there. */
    static <T> List<T> given(@Nullable List<T> pom) {
        // An empty element is null in it.
        return pom == null ? List.of() : pom.stream().filter(Objects::nonNull).toList();
    }

    /** Annotations or labels: the POM's, and on the command line those of {@code regshape.<singular>.<key>}. */
    Annotations annotations(@Nullable Properties pom, String parameter, String singular) {
        Map<String, String> map = map(pom);
        if (commandLine) {
            map.putAll(properties.ofCommandLine(PREFIX + singular + "."));
        }
        return annotations(map, parameter);
    }

    /** Annotations of the POM alone. */
    static Annotations pomAnnotations(@Nullable Properties pom, String parameter) {
        return annotations(map(pom), parameter);
    }

    private static Annotations annotations(Map<String, String> values, String parameter) {
        try {
            return Annotations.of(values);
        } catch (RegshapeException e) {
            throw new RegshapeException(e.kind(), parameter + ": " + e.getMessage(), e);
        }
    }

    /**
     * A map: the properties {@code regshape.<singular>.<key>} of the project, over them the entries of the configuration,
     * and over all the properties of the command line.
     */
    Map<String, String> map(@Nullable Properties pom, String singular) {
        Map<String, String> map = properties.ofProject(PREFIX + singular + ".");
        map.putAll(map(pom));
        map.putAll(properties.ofCommandLine(PREFIX + singular + "."));
        return map;
    }

    private static Map<String, String> map(@Nullable Properties pom) {
        Map<String, String> map = new TreeMap<>();
        if (pom != null) {
            pom.stringPropertyNames().forEach(key -> map.put(key, pom.getProperty(key)));
        }
        return map;
    }
}
