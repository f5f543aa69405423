// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.build.BuildRecord;
import io.regshape.build.LayerRecord;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.model.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows what is staged: layers, config and manifest, and what the last build did to its layers. */
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
        lines.addAll(built(layers, BuildRecord.read(layout)));
        return Outcome.of(lines, stage.json());
    }

    /** What the last build did to layers that are still staged. */
    private static List<String> built(List<StagedLayer> layers, BuildRecord record) {
        List<String> lines = new ArrayList<>();
        int next = 0;
        for (LayerRecord built : record.layers()) {
            for (int i = next; i < layers.size(); i++) {
                if (built.blob().digest().equals(layers.get(i).digest())) {
                    lines.add("Build:    [" + i + "] " + built.name() + " " + Results.rebuilt(built.rebuilt()));
                    next = i + 1;
                    break;
                }
            }
        }
        return lines;
    }

    private static String describe(Optional<Descriptor> document) {
        return document.map(set -> "set -> " + set.digest()).orElse("not set");
    }
}
