// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.files.ModeRule;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the elements of a layer take from it: the modes that hold where they say nothing, and its name for messages.
 *
 * @param name the layer's name
 * @param fileMode the mode of files, when the layer has one
 * @param directoryMode the mode of folders, when the layer has one
 */
record LayerContext(String name, Optional<ModeRule> fileMode, Optional<ModeRule> directoryMode) {

    /** Returns how a message names an element of this layer. */
    String named(String element) {
        return element + " in layer '" + name + "'";
    }

    /** Returns a value that has to be there. */
    <T> T required(@Nullable T value, String parameter, String element) {
        return required(value, parameter, element, "<" + parameter + ">");
    }

    /** Returns the path that an element is itself, which has to be there. */
    <T> T requiredPath(@Nullable T value, String name) {
        return required(value, "path", "a " + name, "<" + name + ">PATH</" + name + ">");
    }

    /** Returns what an element includes, no pattern of it empty: that of a property without a value would choose nothing. */
    List<String> includes(@Nullable List<String> patterns, String element) {
        return elements(patterns, "pattern", "an include of " + element, "<include>PATTERN</include>");
    }

    /** Returns a list of the layer itself, none of its elements empty. */
    List<String> elements(@Nullable List<String> values, String parameter, String element, String what) {
        if (values == null) {
            return List.of();
        }
        // An empty element is null in the list.
        values.forEach(value -> required(value, parameter, element, what));
        return List.copyOf(values);
    }

    private <T> T required(@Nullable T value, String parameter, String element, String what) {
        if (value == null || value.toString().isBlank()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, named(element) + " has no " + parameter + ": " + what + " is required");
        }
        return value;
    }

    /** Returns a path on this machine, which has to be there. */
    Path path(@Nullable File value, String parameter, String element) {
        File file = required(value, parameter, element);
        try {
            return file.toPath();
        } catch (InvalidPathException e) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    named(element) + ": " + parameter + " '" + file + "' is no path on this machine (" + e.getReason()
                            + "): for letters beyond ASCII run Maven with a locale of UTF-8, for example LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** Returns what an element puts into the image, and names the element where its path there is none. */
    <T> T placed(String element, Supplier<T> content) {
        try {
            return content.get();
        } catch (RegshapeException e) {
            throw new RegshapeException(e.kind(), named(element) + ": " + e.getMessage(), e);
        }
    }

    /** Returns the mode of the files of an element. */
    ModeRule fileMode(@Nullable String value, String element) {
        return mode(value, "fileMode", element).orElse(fileModeOr(ModeRule.DEFAULT));
    }

    /** Returns the mode of files, or another where the layer has none. */
    ModeRule fileModeOr(ModeRule other) {
        return fileMode.orElse(other);
    }

    /** Returns the mode of the folders of an element. */
    ModeRule directoryMode(@Nullable String value, String element) {
        return mode(value, "directoryMode", element).orElse(directoryMode.orElse(ModeRule.DEFAULT));
    }

    private Optional<ModeRule> mode(@Nullable String value, String parameter, String element) {
        return Parameters.text(value).map(text -> ModeRule.parse(named(element) + ": " + parameter, text));
    }

    /** Returns a folder of the image, to which the name of a file can be added. */
    static String folder(@Nullable String outputDirectory) {
        String folder = outputDirectory == null ? "" : outputDirectory.trim();
        return folder.endsWith("/") ? folder : folder + "/";
    }
}
