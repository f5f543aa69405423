// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.JsonObject;
import io.regshape.stage.InitLayout;
import io.regshape.stage.InitLayout.IfExists;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Makes an empty OCI image layout, the first step of building an image. */
@Mojo(name = "init", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, requiresProject = false, threadSafe = true)
public class InitMojo extends RegshapeMojo {
    /**
     * What to do where a layout exists already: <code>fail</code> (default) leaves it as it is and fails the build,
     * <code>reuse</code> keeps its images and starts another one, <code>recreate</code> empties it first.
     */
    @Parameter(property = "regshape.ifExists")
    private @Nullable String ifExists;

    @Override
    Outcome run(Path layout) throws IOException {
        InitLayout.at(layout)
                .ifExists(Parameters.text(ifExists).map(IfExists::parse).orElse(IfExists.FAIL))
                .run();
        return Outcome.of(
                "Initialised OCI Image Layout at " + layout, JsonObject.empty().with("layout_path", layout.toString()));
    }
}
