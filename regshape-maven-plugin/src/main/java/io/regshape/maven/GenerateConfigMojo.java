// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.image.Stage;
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
public class GenerateConfigMojo extends StagedConfigMojo {
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
        Parameters parameters = parameters();
        Optional<String> given = parameters.commandLineText(mediaType, "mediaType");
        Optional<MediaType> type = Parameters.parsed(given, "mediaType", MediaType::parse);
        ConfigSettings settings = settings();
        if (configFile == null) {
            Prompts prompts = prompts();
            GenerateConfig.requireLayers(Stage.read(layout)); // nobody is asked in vain
            ConfigSettings asked = isImage(type) ? asked(settings, prompts) : settings;
            type = Parameters.parsed(
                    prompts.ask(given, "Media type", MediaType.IMAGE_CONFIG.value()), "mediaType", MediaType::parse);
            settings = isImage(type) ? asked : settings;
        }
        GenerateConfig step = GenerateConfig.in(layout)
                .settings(settings)
                .defaultCreated(buildTime().resolve(null));
        type.ifPresent(step::mediaType);
        if (configFile != null) {
            step.configFile(configFile.toPath());
        }
        Descriptor config = step.run();
        return Outcome.of(
                "Generated config " + config.digest() + " (" + config.size() + " bytes)", Results.descriptor(config));
    }

    private static boolean isImage(Optional<MediaType> type) {
        return type.isEmpty() || type.get().isImageConfig();
    }

    private static ConfigSettings asked(ConfigSettings settings, Prompts prompts) {
        Optional<String> architecture = prompts.ask(settings.architecture(), "Architecture", "amd64");
        Optional<String> os = prompts.ask(settings.os(), "OS", "linux");
        ConfigSettings asked = architecture.isPresent() ? settings.withArchitecture(architecture.get()) : settings;
        return os.isPresent() ? asked.withOs(os.get()) : asked;
    }
}
