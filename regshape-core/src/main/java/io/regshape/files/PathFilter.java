// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import java.util.List;

/** Chooses files of a tree by their paths. */
public interface PathFilter {
    /** Chooses all. */
    PathFilter ALL = path -> true;

    /**
     * Says whether a file, link or directory is wanted. What is in a directory is asked for by itself.
     *
     * @param path relative to the tree's root, names joined by {@code /}
     */
    boolean includes(String path);

    /**
     * Says whether something in a directory may be wanted. Where not, nothing in it is looked at.
     *
     * @param directory relative to the tree's root
     */
    default boolean mayIncludeBelow(String directory) {
        return true;
    }

    /** Returns the patterns that no path has matched so far, for a warning. */
    default List<String> unmatched() {
        return List.of();
    }
}
