// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The step {@code update-config}: changes settings of the config that was generated; all others keep their values. */
public final class UpdateConfig {
    private final Path root;
    private ConfigSettings settings = ConfigSettings.none();
    private Optional<MediaType> mediaType = Optional.empty();
    private boolean replaceLabels;
    private @Nullable Path configFile;

    private UpdateConfig(Path root) {
        this.root = root;
    }

    /**
     * The updated config.
     *
     * @param config the config's descriptor
     * @param warning what the user should know
     */
    public record Result(Descriptor config, Optional<String> warning) {}

    /**
     * Starts the step.
     *
     * @param root the layout's directory
     */
    public static UpdateConfig in(Path root) {
        return new UpdateConfig(root);
    }

    /** Sets what changes, the time of creation included. */
    public UpdateConfig settings(ConfigSettings value) {
        settings = Objects.requireNonNull(value);
        return this;
    }

    /** Sets whether labels replace all that the config has, instead of being added to them. */
    public UpdateConfig replaceLabels(boolean value) {
        replaceLabels = value;
        return this;
    }

    /** Sets another media type of an image config, or that of the config file. */
    public UpdateConfig mediaType(MediaType value) {
        mediaType = Optional.of(value);
        return this;
    }

    /** Sets a file whose bytes take the config's place, as they are. */
    public UpdateConfig configFile(Path value) {
        configFile = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Runs the step. The old config is removed as soon as no manifest in the index refers to it.
     *
     * @return the config, and a warning when a manifest still has the old one
     * @throws RegshapeException if there is no layout or no config yet, or the config has no such settings
     * @throws IOException if the layout cannot be written
     */
    public Result run() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        if (replaceLabels && !settings.hasLabels()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "replaceLabels is set, but no labels are given: give at least one, or leave it out");
        }
        Descriptor current = StagedConfig.require(Stage.read(layout));
        if (configFile != null) {
            Descriptor config = GenerateConfig.in(root)
                    .settings(settings)
                    .mediaType(mediaType.orElse(current.mediaType()))
                    .configFile(configFile)
                    .run();
            return new Result(config, StagedConfig.staleManifest(layout, Stage.read(layout)));
        }
        return layout.locked(() -> update(layout));
    }

    private Result update(ImageLayout layout) throws IOException {
        Stage stage = Stage.read(layout);
        Descriptor old = StagedConfig.require(stage);
        Descriptor changed = changed(layout, old);
        Stage after = stage;
        if (!changed.equals(old)) {
            after = stage.withConfig(changed);
            after.writeTo(layout);
            Publisher.remove(layout, List.of(old.digest()), after.digests());
        }
        return new Result(changed, StagedConfig.staleManifest(layout, after));
    }

    private Descriptor changed(ImageLayout layout, Descriptor old) throws IOException {
        MediaType type = mediaType.orElse(old.mediaType());
        if (settings.isEmpty() && type.equals(old.mediaType())) {
            return old;
        }
        if (!old.mediaType().isImageConfig() || !type.isImageConfig()) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    "the config " + old.digest() + " is " + old.mediaType() + " and cannot be updated"
                            + (type.equals(old.mediaType()) ? "" : " to " + type)
                            + ": only an image config has settings. Run the goal generate-config, or give a configFile");
        }
        JsonObject config = layout.readDocument(old, Stage.FILE);
        JsonObject updated = settings.applyTo(config, replaceLabels);
        return updated.equals(config)
                ? Descriptor.of(type, old.digest(), old.size())
                : layout.store(type, updated.toCanonicalBytes());
    }
}
