// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.ImageDocuments;
import io.regshape.image.ImageLayer;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.layout.BlobWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.ImageConfig;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.model.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The step {@code generate-config}: writes the config of the layers that are staged. */
public final class GenerateConfig {
    private final Path root;
    private ConfigSettings settings = ConfigSettings.none();
    private MediaType mediaType = MediaType.IMAGE_CONFIG;
    private Timestamp created = Timestamp.DEFAULT;
    private @Nullable Path configFile;

    private GenerateConfig(Path root) {
        this.root = root;
    }

    /**
     * Starts the step.
     *
     * @param root the layout's directory
     */
    public static GenerateConfig in(Path root) {
        return new GenerateConfig(root);
    }

    /** Sets what the config says; architecture is {@code amd64} and os {@code linux} unless set. */
    public GenerateConfig settings(ConfigSettings value) {
        settings = Objects.requireNonNull(value);
        return this;
    }

    /** Sets when the image was made unless the settings say it; the default is {@link Timestamp#DEFAULT}. */
    public GenerateConfig defaultCreated(Timestamp value) {
        created = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Sets the config's media type: by default an image config; {@link MediaType#EMPTY} for an artifact that has no
     * config; any other needs a config file.
     */
    public GenerateConfig mediaType(MediaType value) {
        mediaType = Objects.requireNonNull(value);
        return this;
    }

    /** Sets a file whose bytes are the config, as they are. */
    public GenerateConfig configFile(Path value) {
        configFile = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Runs the step. A config that an earlier run wrote is removed when nothing refers to it any more.
     *
     * @return the config's descriptor
     * @throws RegshapeException if there is no layout, no layer is staged, a layer cannot be part of an image, or the
     *     config file does not fit
     * @throws IOException if the layout cannot be written
     */
    public Descriptor run() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        requireLayers(Stage.read(layout));
        Map<Digest, Digest> diffIds = mediaType.isImageConfig() ? StagedConfig.missingDiffIds(layout) : Map.of();
        Stage before = StagedConfig.read(layout, diffIds);
        try (BlobWriter blob = layout.newBlob()) {
            writeConfig(blob, before);
            return layout.locked(() -> {
                Stage stage = StagedConfig.read(layout, diffIds);
                if (!stage.layers().equals(before.layers())) {
                    throw new RegshapeException(
                            Kind.WRONG_STATE,
                            "the staged layers of " + root
                                    + " were changed by another process. Run generate-config again");
                }
                blob.commit();
                Descriptor config = Descriptor.of(mediaType, blob.digest(), blob.size());
                Stage after = stage.withConfig(config);
                after.writeTo(layout);
                Publisher.remove(
                        layout, stage.config().stream().map(Descriptor::digest).toList(), after.digests());
                return config;
            });
        }
    }

    private void writeConfig(BlobWriter blob, Stage stage) throws IOException {
        List<ImageLayer> layers = stage.imageLayers();
        if (configFile != null) {
            requireNoSettings("configFile is given, and that file is stored as it is");
            copyConfigFile(configFile, blob, layers);
        } else if (mediaType.equals(MediaType.EMPTY)) {
            requireNoSettings("mediaType is " + MediaType.EMPTY + ", a config without content");
            blob.write("{}".getBytes(StandardCharsets.UTF_8));
        } else if (mediaType.isImageConfig()) {
            JsonObject config = stage.baseConfig().isPresent()
                    ? configOn(stage.baseConfig().get(), layers)
                    : ImageDocuments.config(settings, layers, created);
            blob.write(config.toCanonicalBytes());
        } else {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "mediaType: a config of type " + mediaType
                            + " cannot be generated. Give its content as configFile, or " + "set mediaType to "
                            + MediaType.IMAGE_CONFIG + " or " + MediaType.EMPTY);
        }
    }

    private JsonObject configOn(JsonObject base, List<ImageLayer> layers) {
        List<Digest> baseDiffIds = ImageDocuments.diffIdsOf(base);
        List<Digest> diffIds = ImageDocuments.diffIds(layers);
        if (diffIds.size() < baseDiffIds.size()
                || !diffIds.subList(0, baseDiffIds.size()).equals(baseDiffIds)) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    root + ": the first staged layers have the diff ids " + diffIds
                            + ", those of the base that init took have " + baseDiffIds + ". Run the goal init again");
        }
        Platform platform = ImageConfig.fromJson(base).platform();
        if (settings.architecture()
                        .filter(set -> !set.equals(platform.architecture()))
                        .isPresent()
                || settings.os().filter(set -> !set.equals(platform.os())).isPresent()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "the base that init took is for " + platform + ", but "
                            + settings.platform().map(Platform::toString).orElse("")
                            + " is asked for. Leave out architecture and os, or give init another base");
        }
        return ImageDocuments.configOn(base, settings, layers.subList(baseDiffIds.size(), layers.size()), created);
    }

    private void requireNoSettings(String reason) {
        if (!settings.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "these settings of an image cannot be used, because " + reason + ": "
                            + String.join(", ", settings.names()));
        }
    }

    private void copyConfigFile(Path file, BlobWriter blob, List<ImageLayer> layers) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "configFile: " + file
                            + (Files.notExists(file) ? " does not exist" : " is not a file that can be read"));
        }
        if (!mediaType.isImageConfig()) {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(blob);
            }
            return;
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(JsonObject.LIMIT + 1);
        }
        try {
            ImageConfig config = ImageConfig.fromJson(JsonObject.parse(content, file.toString()));
            StagedConfig.requireDiffIds(config, file.toString(), layers, "Mend the file");
        } catch (RegshapeException e) {
            throw new RegshapeException(Kind.BAD_CONTENT, "configFile: " + e.getMessage(), e);
        }
        blob.write(content);
    }

    /**
     * Makes sure that there is something to write a config for.
     *
     * @param stage the stage of the layout
     * @throws RegshapeException if no layer is staged
     */
    public static void requireLayers(Stage stage) {
        if (stage.layers().isEmpty()) {
            throw new RegshapeException(Kind.WRONG_STATE, "No layers staged. Run the goal add-layer first");
        }
    }
}
