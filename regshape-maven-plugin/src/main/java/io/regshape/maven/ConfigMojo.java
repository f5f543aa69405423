// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of an image config. */
abstract class ConfigMojo extends RegshapeMojo {
    /**
     * The processor architecture, a value of Go's GOARCH. By default that of the base, or of the config that is updated;
     * where there is none, <code>amd64</code>.
     */
    @Parameter(property = "regshape.architecture")
    private @Nullable String architecture;

    /**
     * The operating system, a value of Go's GOOS. By default that of the base, or of the config that is updated; where there
     * is none, <code>linux</code>.
     */
    @Parameter(property = "regshape.os")
    private @Nullable String os;

    /** The variant of the processor, for example <code>v8</code>. */
    @Parameter(property = "regshape.variant")
    private @Nullable String variant;

    /** The version of the operating system; of use for Windows images. */
    @Parameter(property = "regshape.osVersion")
    private @Nullable String osVersion;

    /** Labels of the image. On the command line <code>regshape.label.KEY</code>. */
    @Parameter
    private @Nullable Properties labels;

    /** The command that a container runs. */
    @Parameter
    private @Nullable List<String> entrypoint;

    /** The default arguments of the entrypoint. */
    @Parameter
    private @Nullable List<String> cmd;

    /** Environment variables. On the command line <code>regshape.env.NAME</code>. */
    @Parameter
    private @Nullable Properties env;

    /** The user that a container runs as: <code>USER</code> or <code>USER:GROUP</code>, names or numbers. */
    @Parameter(property = "regshape.user")
    private @Nullable String user;

    /** The folder that a container starts in, an absolute path. */
    @Parameter(property = "regshape.workingDir")
    private @Nullable String workingDir;

    /** The ports that a container listens on, for example <code>8080</code> or <code>53/udp</code>. */
    @Parameter
    private @Nullable List<String> exposedPorts;

    /** The folders in which a container keeps data, absolute paths. */
    @Parameter
    private @Nullable List<String> volumes;

    /** The signal that stops a container, for example <code>SIGTERM</code>. */
    @Parameter(property = "regshape.stopSignal")
    private @Nullable String stopSignal;

    /** Who made the image. */
    @Parameter(property = "regshape.author")
    private @Nullable String author;

    /**
     * When the image was made: ISO 8601 with an offset, seconds since 1970, or <code>now</code>. By default that
     * of the config that is updated; where there is none, <code>project.build.outputTimestamp</code>, else the environment's
     * SOURCE_DATE_EPOCH, else 1980-02-01T00:00:00Z.
     */
    @Parameter(property = "regshape.created")
    private @Nullable String created;

    /** Returns the labels that are given. */
    Annotations labels() {
        return parameters().annotations(labels, "labels", "label");
    }

    /** Returns the time of the files of an image, for which <code>now</code> counts as not given. */
    Timestamp fileTime() {
        return buildTime().ofFiles(created);
    }

    /** Returns what is set, the labels too. */
    ConfigSettings settings() {
        Parameters parameters = parameters();
        ConfigSettings settings = ConfigSettings.none();
        settings = with(settings, Parameters.text(architecture), ConfigSettings::withArchitecture);
        settings = with(settings, Parameters.text(os), ConfigSettings::withOs);
        settings = with(settings, Parameters.text(variant), ConfigSettings::withVariant);
        settings = with(settings, Parameters.text(osVersion), ConfigSettings::withOsVersion);
        settings = with(settings, Parameters.text(author), ConfigSettings::withAuthor);
        settings = with(settings, Parameters.text(created).map(buildTime()::resolve), ConfigSettings::withCreated);
        settings = with(settings, parameters.list(entrypoint, "entrypoint"), ConfigSettings::withEntrypoint);
        settings = with(settings, parameters.list(cmd, "cmd"), ConfigSettings::withCmd);
        settings = with(settings, Parameters.text(user), ConfigSettings::withUser);
        settings = with(settings, Parameters.text(workingDir), ConfigSettings::withWorkingDir);
        settings = with(settings, parameters.list(exposedPorts, "exposedPorts"), ConfigSettings::withExposedPorts);
        settings = with(settings, parameters.list(volumes, "volumes"), ConfigSettings::withVolumes);
        settings = with(settings, Parameters.text(stopSignal), ConfigSettings::withStopSignal);
        Map<String, String> variables = parameters.map(env, "env");
        Annotations allLabels = labels();
        settings = variables.isEmpty() ? settings : settings.withEnv(variables);
        return allLabels.isEmpty() ? settings : settings.withLabels(allLabels);
    }

    private static <T> ConfigSettings with(
            ConfigSettings settings, Optional<T> value, BiFunction<ConfigSettings, T, ConfigSettings> setter) {
        return value.map(set -> setter.apply(settings, set)).orElse(settings);
    }
}
