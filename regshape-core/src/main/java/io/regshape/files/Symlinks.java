// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;

/** What to do with symbolic and hard links in a tree of files. */
public enum Symlinks {
    /** They are links in the image too. A symbolic link's target is taken as it is. */
    KEEP,
    /** What they lead to stands in their place. */
    FOLLOW,
    /** They are an error. */
    REFUSE;

    /**
     * Reads the text form.
     *
     * @param text {@code keep}, {@code follow} or {@code refuse}
     * @throws RegshapeException if it is none of them
     */
    public static Symlinks parse(String text) {
        return switch (text.trim()) {
            case "keep" -> KEEP;
            case "follow" -> FOLLOW;
            case "refuse" -> REFUSE;
            default ->
                throw new RegshapeException(
                        Kind.INVALID_VALUE, "symlinks: '" + text + "' is not valid, it must be keep, follow or refuse");
        };
    }
}
