// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
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

    /** Returns whether what a path leads to is the layout, or lies in it. */
    boolean holds(Path path) throws IOException {
        return root.isPresent() && path.toRealPath().startsWith(root.get().toRealPath());
    }

    /**
     * Refuses a file that lies in it.
     *
     * @param file a file that is there, or a link to one
     * @param origin what names the file in the message
     * @throws RegshapeException if it lies in the layout
     */
    void refuse(Path file, String origin) throws IOException {
        if (holds(file)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    origin + " lies in the layout that is written: it cannot hold itself."
                            + " Give a file outside of it, for example a copy");
        }
    }
}
