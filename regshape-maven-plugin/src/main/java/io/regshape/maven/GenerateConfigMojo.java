// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.Descriptor;
import io.regshape.model.MediaType;
import io.regshape.stage.GenerateConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes the image config of the layers that were added: their diff ids, the platform, and how a container starts. */
@Mojo(name = "generate-config", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public class GenerateConfigMojo extends ConfigMojo {
    /**
     * The config's media type. By default that of an image config; <code>application/vnd.oci.empty.v1+json</code> for an
     * artifact without a config; any other needs a <code>configFile</code>. On the command line
     * <code>regshape.mediaType</code>.
     */
    @Parameter
    private @Nullable String mediaType;

    /** A file whose bytes are the config, as they are. */
    @Parameter(property = "regshape.configFile")
    private @Nullable File configFile;

    @Override
    void run(Path layout) throws IOException {
        GenerateConfig step = GenerateConfig.in(layout)
                .settings(settings())
                .created(buildTime().resolve(created));
        parameters()
                .commandLineText(mediaType, "mediaType")
                .map(MediaType::parse)
                .ifPresent(step::mediaType);
        if (configFile != null) {
            step.configFile(configFile.toPath());
        }
        Descriptor config = step.run();
        getLog().info("Generated config " + config.digest() + " (" + config.size() + " bytes)");
    }
}
