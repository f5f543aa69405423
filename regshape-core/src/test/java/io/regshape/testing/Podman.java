// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** podman and buildah with a store of their own. */
public final class Podman implements AutoCloseable {
    private final Path store;
    private final Path state;

    /** Names the folder of the store. */
    public Podman(Path store) throws IOException {
        this.store = store;
        // podman takes no path of more than 50 characters for it.
        this.state = Files.createTempDirectory("podman");
    }

    /** Runs podman and returns what it prints. */
    public String run(Object... words) {
        return start("podman", words);
    }

    /** Runs buildah and returns what it prints. */
    public String buildah(Object... words) {
        return start("buildah", words);
    }

    private String start(String program, Object... words) {
        List<Object> all =
                new ArrayList<>(List.of(program, "--root", store, "--runroot", state, "--storage-driver", "vfs"));
        all.addAll(Arrays.asList(words));
        return Command.of(all.toArray()).succeeds();
    }

    @Override
    public void close() {
        Command.of("rm", "-rf", state).succeeds();
    }
}
