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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs images that hold an application and no runtime: under runc, with the Java of this machine on their PATH. */
public final class JavaContainer {
    private JavaContainer() {}

    /** Says whether the programs that it takes are there; see {@link OutsideTools#areThere}. */
    public static boolean canRun(String interop) {
        return OutsideTools.areThere(interop, "umoci", "runc");
    }

    /** Starts an image, which must end in success, and returns what it prints. */
    public static String run(File layout, String refName, String interop) throws IOException {
        Path folder = Files.createTempDirectory(layout.toPath().toAbsolutePath().getParent(), "container-");
        File bundle = folder.resolve("bundle").toFile();
        LayoutChecks.of(layout, refName, interop).umociUnpack(bundle);
        Path config = bundle.toPath().resolve("config.json");
        Files.write(
                config,
                withJava(JsonObject.parse(Files.readAllBytes(config), "config.json"))
                        .toCanonicalBytes());
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

    private static JsonObject withJava(JsonObject config) {
        List<Object> mounts = new ArrayList<>(config.objects("mounts"));
        for (String path : List.of("/usr", "/lib", "/lib64", "/etc", System.getProperty("java.home"))) {
            if (new File(path).exists()) {
                mounts.add(
                        Map.of("destination", path, "source", path, "type", "bind", "options", List.of("rbind", "ro")));
            }
        }
        JsonObject process = config.object("process")
                .with("terminal", false)
                .with("env", List.of("PATH=" + System.getProperty("java.home") + "/bin"));
        if (!OutsideTools.isRoot()) {
            process = process.with("user", Map.of("uid", 0, "gid", 0));
        }
        return config.with("process", process).with("mounts", mounts);
    }
}
