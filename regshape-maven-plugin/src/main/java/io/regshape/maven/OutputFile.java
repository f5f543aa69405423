// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that takes what a goal has to tell: its JSON, or a report. */
final class OutputFile {
    private final String parameter;
    private final Path file;

    private OutputFile(String parameter, Path file) {
        this.parameter = parameter;
        this.file = file;
    }

    /**
     * Makes sure before the goal does anything that the file can be written, and creates the folders that it needs.
     *
     * @param parameter the parameter that names it, for messages
     * @param file the file
     * @param layout the layout's directory, which holds nothing but the layout
     * @throws RegshapeException if it cannot be written, or lies in the layout
     */
    static OutputFile open(String parameter, Path file, Path layout) {
        if (file.toAbsolutePath().normalize().startsWith(layout)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    parameter + ": " + file + " lies in the layout " + layout + ": put it elsewhere");
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            return new OutputFile(parameter, file);
        } catch (IOException e) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    parameter + ": " + file + " cannot be written (" + e
                            + "), it must be a file in a folder that can be written",
                    e);
        }
    }

    /** Removes the file, if there is one. */
    static void delete(@Nullable OutputFile output) throws IOException {
        if (output != null) {
            Files.deleteIfExists(output.file);
        }
    }

    static void write(@Nullable OutputFile output, byte[] bytes) throws IOException {
        if (output != null) {
            try {
                Files.write(output.file, bytes);
            } catch (IOException e) {
                throw new IOException(
                        output.parameter + ": " + output.file + " cannot be written: " + e.getMessage(), e);
            }
        }
    }
}
