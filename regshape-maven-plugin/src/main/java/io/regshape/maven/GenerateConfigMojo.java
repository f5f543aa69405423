// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.MediaType;
import io.regshape.stage.GenerateConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
    Outcome run(Path layout) throws IOException {
        ConfigSettings settings = settings();
        Optional<String> type = parameters().commandLineText(mediaType, "mediaType");
        if (configFile == null) {
            Prompts prompts = prompts();
            boolean image = type.isEmpty() || MediaType.parse(type.get()).isImageConfig();
            Optional<String> architecture =
                    image ? prompts.ask(settings.architecture(), "Architecture", "amd64") : Optional.empty();
            Optional<String> os = image ? prompts.ask(settings.os(), "OS", "linux") : Optional.empty();
            type = prompts.ask(type, "Media type", MediaType.IMAGE_CONFIG.value());
            if (type.isEmpty() || MediaType.parse(type.get()).isImageConfig()) {
                settings = architecture.isPresent() ? settings.withArchitecture(architecture.get()) : settings;
                settings = os.isPresent() ? settings.withOs(os.get()) : settings;
            }
        }
        GenerateConfig step =
                GenerateConfig.in(layout).settings(settings).created(buildTime().resolve(created));
        type.map(MediaType::parse).ifPresent(step::mediaType);
        if (configFile != null) {
            step.configFile(configFile.toPath());
        }
        Descriptor config = step.run();
        return Outcome.of(
                "Generated config " + config.digest() + " (" + config.size() + " bytes)", Results.descriptor(config));
    }
}
