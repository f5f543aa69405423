// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import io.regshape.RegshapeException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A jar that an application needs.
 *
 * @param file where it lies
 * @param fileName its name in the image
 * @param kind how often it changes
 */
public record Library(Path file, String fileName, Kind kind) {

    /** How often a library changes, rarest first. */
    public enum Kind {
        /** A release: under its name it never changes. */
        RELEASED("dependencies"),
        /** A snapshot. */
        SNAPSHOT("snapshot-dependencies"),
        /** Built together with the application. */
        MODULE("module-dependencies");

        private final String layerName;

        Kind(String layerName) {
            this.layerName = layerName;
        }

        String layerName() {
            return layerName;
        }
    }

    /**
     * Checks the name.
     *
     * @throws RegshapeException if it is no name of a file that can stand in a class path
     */
    public Library {
        if (fileName.isEmpty() || fileName.matches("\\.\\.?|\\*") || fileName.matches("(?s).*[/:].*")) {
            throw new RegshapeException(
                    RegshapeException.Kind.INVALID_VALUE,
                    "the library " + file + " cannot have the name '" + fileName
                            + "' in the image: it must be a file name without '/' and ':', for example lib-1.0.jar");
        }
    }

    /**
     * Looks whether the file is there.
     *
     * @throws RegshapeException if it is not, or is no file
     */
    void checkFile() {
        if (Files.isRegularFile(file)) {
            return;
        }
        throw new RegshapeException(
                RegshapeException.Kind.INVALID_VALUE,
                Files.isDirectory(file)
                        ? "the library " + fileName + " is no jar yet but the directory " + file
                                + ": run the phase package, or a later one, so that its module makes the jar"
                        : "the library " + fileName + " is not there: there is no file " + file
                                + ". Run the phase package, or a later one, so that it is made or downloaded");
    }
}
