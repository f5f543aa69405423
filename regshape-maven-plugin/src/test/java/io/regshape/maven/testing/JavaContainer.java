// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven.testing;

import io.regshape.model.JsonObject;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs images that hold an application and no runtime, with the Java of this machine on their PATH. */
public final class JavaContainer {
    private JavaContainer() {}

    /** Says whether the programs that it takes are there, as {@link Container#canRun}. */
    public static boolean canRun(String interop) {
        return Container.canRun(interop);
    }

    /** Starts an image, which must end in success, and returns what it prints. */
    public static String run(File layout, String refName, String interop) throws IOException {
        return Container.run(layout, refName, interop, JavaContainer::withJava);
    }

    private static JsonObject withJava(JsonObject config) {
        List<Object> mounts = new ArrayList<>(config.objects("mounts"));
        for (String path : List.of("/usr", "/lib", "/lib64", "/etc", System.getProperty("java.home"))) {
            if (new File(path).exists()) {
                mounts.add(
                        Map.of("destination", path, "source", path, "type", "bind", "options", List.of("rbind", "ro")));
            }
        }
        JsonObject process =
                config.object("process").with("env", List.of("PATH=" + System.getProperty("java.home") + "/bin"));
        return config.with("process", process).with("mounts", mounts);
    }
}
