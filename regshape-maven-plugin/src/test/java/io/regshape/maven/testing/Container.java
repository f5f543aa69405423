// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven.testing;

import io.regshape.model.JsonObject;
import io.regshape.testing.Command;
import io.regshape.testing.LayoutChecks;
import io.regshape.testing.OutsideTools;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Runs images under runc, unpacked by umoci. */
public final class Container {
    private Container() {}

    /** Says whether the programs that it takes are there; see {@link OutsideTools#areThere}. */
    public static boolean canRun(String interop) {
        return OutsideTools.areThere(interop, "umoci", "runc");
    }

    /** Starts an image, which must end in success, and returns what it prints. */
    public static String run(File layout, String refName, String interop) throws IOException {
        return run(layout, refName, interop, config -> config);
    }

    /**
     * Starts an image, which must end in success, and returns what it prints.
     *
     * @param change what to change in the {@code config.json} of the runtime bundle
     */
    static String run(File layout, String refName, String interop, UnaryOperator<JsonObject> change)
            throws IOException {
        Path folder = Files.createTempDirectory(layout.toPath().toAbsolutePath().getParent(), "container-");
        File bundle = folder.resolve("bundle").toFile();
        LayoutChecks.of(layout, refName, interop).umociUnpack(bundle);
        Path file = bundle.toPath().resolve("config.json");
        JsonObject config = withoutTerminal(JsonObject.parse(Files.readAllBytes(file), "config.json"));
        Files.write(file, change.apply(config).toCanonicalBytes());
        String container = "regshape-" + UUID.randomUUID();
        String state = folder.resolve("state").toString();
        try {
            return Command.of("runc", "--root", state, "run", container)
                    .in(bundle)
                    .succeeds();
        } finally {
            Command.of("runc", "--root", state, "delete", "--force", container).succeeds();
        }
    }

    private static JsonObject withoutTerminal(JsonObject config) {
        JsonObject process = config.object("process").with("terminal", false);
        if (!OutsideTools.isRoot()) {
            // An ordinary user has no other ids to give.
            process = process.with("user", Map.of("uid", 0, "gid", 0));
        }
        return config.with("process", process);
    }
}
