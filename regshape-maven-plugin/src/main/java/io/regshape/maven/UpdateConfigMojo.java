// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.Descriptor;
import io.regshape.model.MediaType;
import io.regshape.stage.UpdateConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Changes settings of the config that was generated; whatever is left out keeps its value. */
@Mojo(name = "update-config", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public class UpdateConfigMojo extends StagedConfigMojo {
    /** The config's media type; by default it stays. On the command line <code>regshape.mediaType</code>. */
    @Parameter
    private @Nullable String mediaType;

    /** A file whose bytes take the config's place, as they are. */
    @Parameter(property = "regshape.configFile")
    private @Nullable File configFile;

    /** Whether labels replace all that the config has, instead of being added to them. */
    @Parameter(property = "regshape.replaceLabels")
    private boolean replaceLabels;

    @Override
    Outcome run(Path layout) throws IOException {
        Parameters parameters = parameters();
        UpdateConfig step = UpdateConfig.in(layout).settings(settings()).replaceLabels(replaceLabels);
        Parameters.parsed(parameters.commandLineText(mediaType, "mediaType"), "mediaType", MediaType::parse)
                .ifPresent(step::mediaType);
        if (configFile != null) {
            step.configFile(configFile.toPath());
        }
        UpdateConfig.Result result = step.run();
        Descriptor config = result.config();
        return Outcome.of(
                        "Updated config " + config.digest() + " (" + config.size() + " bytes)",
                        Results.descriptor(config))
                .withWarnings(result.warning().stream().toList());
    }
}
