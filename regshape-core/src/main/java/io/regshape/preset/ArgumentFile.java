// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A file of arguments for {@code java @file} ("java Command-Line Argument Files" of the JDK, 9 and newer). */
final class ArgumentFile {
    private ArgumentFile() {}

    /**
     * Returns a file that sets the class path.
     *
     * @param elements directories and jars, in order
     */
    static byte[] classPath(List<String> elements) {
        // A backslash at a line's end joins the lines: one element a line reads better than one line.
        String quoted = elements.stream().map(ArgumentFile::escaped).collect(Collectors.joining(":\\\n"));
        return ("-cp \"\\\n" + quoted + "\"\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Escapes what means something between double quotes. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
