// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.stage.AnnotateManifest;
import io.regshape.stage.PublishedManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Changes the annotations of the manifest, and brings its config and layers to what is staged. */
@Mojo(name = "annotate-manifest", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public class AnnotateManifestMojo extends RegshapeMojo {
    /** The annotations, at least one. On the command line <code>regshape.annotation.KEY</code>. */
    @Parameter
    private @Nullable Properties annotations;

    /** Whether the annotations replace all that the manifest has, instead of being added to them. */
    @Parameter(property = "regshape.replace")
    private boolean replace;

    @Override
    Outcome run(Path layout) throws IOException {
        PublishedManifest manifest = AnnotateManifest.in(layout)
                .annotations(parameters().annotations(annotations, "annotations", "annotation"))
                .replace(replace)
                .run();
        return Outcome.of(
                        "Updated manifest annotations: " + manifest.descriptor().digest(), Results.manifest(manifest))
                .withWarnings(manifest.warnings());
    }
}
