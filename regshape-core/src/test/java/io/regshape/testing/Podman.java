// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** podman and buildah with a store of their own, which needs no rights beyond a folder's. */
public final class Podman {
    private final Path store;

    /** Names the folder of the store. */
    public Podman(Path store) {
        this.store = store;
    }

    /** Runs podman and returns what it prints. */
    public String run(Object... words) {
        return run("podman", words);
    }

    /** Runs buildah and returns what it prints. */
    public String buildah(Object... words) {
        return run("buildah", words);
    }

    private String run(String program, Object... words) {
        List<Object> all = new ArrayList<>(List.of(
                program,
                "--root",
                store.resolve("root"),
                "--runroot",
                store.resolve("run"),
                "--storage-driver",
                "vfs"));
        all.addAll(Arrays.asList(words));
        return Command.of(all.toArray()).succeeds();
    }
}
