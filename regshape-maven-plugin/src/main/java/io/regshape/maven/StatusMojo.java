// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.model.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows what is staged: layers, config and manifest. */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public class StatusMojo extends RegshapeMojo {
    @Override
    boolean writes() {
        return false;
    }

    @Override
    Outcome run(Path layout) throws IOException {
        Stage stage = Stage.read(layout);
        List<String> lines = new ArrayList<>();
        List<StagedLayer> layers = stage.layers();
        lines.add("Layers staged: " + layers.size());
        for (int i = 0; i < layers.size(); i++) {
            StagedLayer layer = layers.get(i);
            lines.add("  [" + i + "] " + layer.digest() + " (" + layer.size() + " bytes) " + layer.mediaType());
        }
        lines.add("Config:   " + describe(stage.config()));
        lines.add("Manifest: " + describe(stage.manifest()));
        return Outcome.of(lines, stage.json());
    }

    private static String describe(Optional<Descriptor> document) {
        return document.map(set -> "set -> " + set.digest()).orElse("not set");
    }
}
