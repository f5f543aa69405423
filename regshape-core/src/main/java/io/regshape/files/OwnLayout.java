// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The layout that files go into. It is never among them: it would grow with every build.
 *
 * @param root its directory; empty while there is none
 * @param key what the file system knows it as, under whatever name; empty where it has no such thing
 */
record OwnLayout(Optional<Path> root, Optional<Object> key) {

    /** For files that go into no layout. */
    static OwnLayout none() {
        return new OwnLayout(Optional.empty(), Optional.empty());
    }

    static OwnLayout at(Path root) throws IOException {
        return Files.exists(root)
                ? new OwnLayout(
                        Optional.of(root),
                        FileStatus.ofTarget(root, root.toString()).key())
                : none();
    }

    /** Returns whether a directory is the layout. */
    boolean is(Path directory, FileStatus status) throws IOException {
        return status.key().isPresent()
                ? status.key().equals(key)
                : root.isPresent() && Files.isSameFile(directory, root.get());
    }

    /** Returns whether a directory is the layout, or lies in it. */
    boolean holds(Path directory) throws IOException {
        return root.isPresent() && directory.toRealPath().startsWith(root.get().toRealPath());
    }
}
