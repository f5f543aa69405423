// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import java.io.File;
import java.util.Arrays;
import java.util.List;

/** The programs on this machine that we did not write. */
public final class OutsideTools {
    private OutsideTools() {}

    /**
     * Says whether programs are there.
     *
     * @param interop {@code required}: a missing one is an error; else it is told in one line, and the caller leaves its
     *     check out
     * @param names the programs
     */
    public static boolean areThere(String interop, String... names) {
        List<String> missing =
                Arrays.stream(names).filter(name -> !isThere(name)).toList();
        if (missing.isEmpty()) {
            return true;
        }
        if ("required".equals(interop)) {
            throw new AssertionError("not installed: " + missing);
        }
        System.out.println("A check was left out, not installed: " + missing);
        return false;
    }

    /** Says whether this is the administrator, to whom permissions say nothing. */
    public static boolean isRoot() {
        return Command.of("id", "-u").succeeds().trim().equals("0");
    }

    private static boolean isThere(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, name).canExecute());
    }
}
