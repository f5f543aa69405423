// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.JsonObject;
import io.regshape.model.Platform;
import io.regshape.stage.InitLayout;
import io.regshape.stage.InitLayout.IfExists;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
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

    /**
     * The image that the new one is built on: <code>oci:DIRECTORY[:REF]</code>, <code>oci-archive:FILE[:REF]</code>,
     * <code>docker-archive:FILE[:REF]</code> or
     * <code>maven:GROUP:ARTIFACT:VERSION[:TYPE[:CLASSIFIER]][@REF]</code>. Its layers are staged as the first ones.
     */
    @Parameter(property = "regshape.from")
    private @Nullable String from;

    /** Which platform's image is meant where the base has several, for example <code>linux/arm64</code>. */
    @Parameter(property = "regshape.platform")
    private @Nullable String platform;

    /** How many bytes a compressed archive may unpack to. The default is 17179869184 (16 GiB). */
    @Parameter(property = "regshape.maxUnpacked")
    private @Nullable String maxUnpacked;

    private final RepositorySystem repositories;

    @Inject
    InitMojo(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    @Override
    Outcome run(Path layout) throws IOException {
        InitLayout step = InitLayout.at(layout)
                .ifExists(Parameters.text(ifExists).map(IfExists::parse).orElse(IfExists.FAIL));
        Parameters.text(from).ifPresent(text -> step.from(base(repositories, text)));
        Parameters.parsed(Parameters.text(platform), "platform", Platform::parse)
                .ifPresent(step::platform);
        Parameters.size(maxUnpacked, "maxUnpacked").ifPresent(step::maxUnpacked);
        step.run();
        return Outcome.of(
                "Initialised OCI Image Layout at " + layout, JsonObject.empty().with("layout_path", layout.toString()));
    }
}
