// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state between the steps, as the staging file has it. Immutable.
 *
 * <p>The keys are those of the Python tool whose workflow this is, so that either reads the other's file; fields that
 * are not known are kept.
 */
public final class Stage {
    /** The name of the staging file, in the layout's root. */
    public static final String FILE = LayoutReader.STAGE;

    private static final long SCHEMA_VERSION = 1;

    private final JsonObject json;

    private Stage(JsonObject json) {
        this.json = json;
    }

    /**
     * Reads the stage of a layout.
     *
     * @param layout the layout's directory
     * @return its stage
     * @throws RegshapeException if there is no layout, or its staging file is missing or damaged
     * @throws IOException if it cannot be read
     */
    public static Stage read(Path layout) throws IOException {
        return read(ImageLayout.open(layout));
    }

    /**
     * Reads the stage of an open layout.
     *
     * @throws RegshapeException if its staging file is missing or damaged
     * @throws IOException if it cannot be read
     */
    public static Stage read(ImageLayout layout) throws IOException {
        Path file = layout.root().resolve(FILE);
        if (Files.notExists(file)) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    layout.root() + " has no staging file " + FILE
                            + ": the layout was made by another tool. Run the goal init with ifExists set to reuse");
        }
        return parse(layout.readRootFile(FILE), file.toString());
    }

    /**
     * Reads the content of a staging file.
     *
     * @param where names it in messages
     * @throws RegshapeException if it is damaged
     */
    public static Stage parse(byte[] bytes, String where) {
        JsonObject json = JsonObject.parse(bytes, where);
        if (json.number("schema_version") != SCHEMA_VERSION) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    where + ": schema_version is " + json.number("schema_version") + ", this version of regshape knows "
                            + SCHEMA_VERSION + ". Use the version that wrote it, or run the goal init again");
        }
        Stage stage = new Stage(json);
        try {
            stage.imageLayers();
            stage.config();
            stage.manifest();
            stage.manifestRefName();
        } catch (RegshapeException e) {
            throw e.kind() == Kind.INVALID_VALUE
                    ? new RegshapeException(Kind.BAD_LAYOUT, where + ": " + e.getMessage(), e)
                    : e;
        }
        return stage;
    }

    /** Returns the stage of somebody who begins: no layer, no config, no manifest. */
    public static Stage empty() {
        return new Stage(JsonObject.empty()
                .with("schema_version", SCHEMA_VERSION)
                .with("layers", List.of())
                .withNull("config")
                .withNull("manifest"));
    }

    /** Writes the staging file. To be called under {@link ImageLayout#locked}. */
    public void writeTo(ImageLayout layout) throws IOException {
        layout.replaceRootFile(FILE, json.toPrettyBytes());
    }

    /** Returns the content of the staging file. */
    public JsonObject json() {
        return json;
    }

    /** Returns the layers, base first. */
    public List<StagedLayer> layers() {
        return json.objects("layers").stream().map(StagedLayer::new).toList();
    }

    /** Returns the config blob, when it was generated. */
    public Optional<Descriptor> config() {
        return json.findObject("config").map(Stage::descriptor);
    }

    /** Returns the manifest blob, when it was generated. */
    public Optional<Descriptor> manifest() {
        return json.findObject("manifest").map(Stage::descriptor);
    }

    /** Returns the name that the manifest was last published under. */
    public Optional<RefName> manifestRefName() {
        return json.findObject("manifest")
                .flatMap(m -> m.findString("ref_name"))
                .map(RefName::parse);
    }

    /** Returns the layers as config and manifest need them, base first. */
    public List<ImageLayer> imageLayers() {
        return layers().stream().map(StagedLayer::toImageLayer).toList();
    }

    /** Returns the digests of all blobs that the stage needs. */
    public List<Digest> digests() {
        List<Digest> digests = new ArrayList<>();
        layers().forEach(layer -> digests.add(layer.digest()));
        config().ifPresent(config -> digests.add(config.digest()));
        manifest().ifPresent(manifest -> digests.add(manifest.digest()));
        return digests;
    }

    /**
     * Returns the digests of all blobs that the stage of a layout needs; none when it has no stage.
     *
     * @throws RegshapeException if its staging file is damaged
     * @throws IOException if it cannot be read
     */
    public static List<Digest> digestsOf(ImageLayout layout) throws IOException {
        return layout.hasRootFile(FILE) ? read(layout).digests() : List.of();
    }

    /** Returns this stage with one more layer on top. */
    public Stage withLayer(StagedLayer layer) {
        List<JsonObject> layers = new ArrayList<>(json.objects("layers"));
        layers.add(layer.json());
        return new Stage(json.with("layers", layers));
    }

    /** Returns this stage with another layer in place of that at a 0-based index. */
    public Stage withLayer(int index, StagedLayer layer) {
        List<JsonObject> layers = new ArrayList<>(json.objects("layers"));
        layers.set(index, layer.json());
        return new Stage(json.with("layers", layers));
    }

    /** Returns this stage with other layers, base first. */
    public Stage withLayers(List<StagedLayer> layers) {
        return new Stage(
                json.with("layers", layers.stream().map(StagedLayer::json).toList()));
    }

    /** Returns this stage with a config. */
    public Stage withConfig(Descriptor config) {
        return new Stage(json.with("config", object("config", config)));
    }

    /** Returns this stage with a manifest, its annotations, and the name that it is published under. */
    public Stage withManifest(Descriptor manifest, Annotations annotations, Optional<RefName> refName) {
        return new Stage(json.with(
                "manifest",
                object("manifest", manifest)
                        .with("annotations", annotations.values())
                        .withOptional("ref_name", refName)));
    }

    /** Returns the config of the image that this one is built on; the first layers are that image's then. */
    public Optional<JsonObject> baseConfig() {
        return json.findObject("base").flatMap(base -> base.findObject("config"));
    }

    /** Returns this stage with the config of the image that this one is built on. */
    public Stage withBaseConfig(JsonObject config) {
        return new Stage(json.with("base", JsonObject.empty().with("config", config)));
    }

    private JsonObject object(String name, Descriptor descriptor) {
        return json.findObject(name)
                .orElse(JsonObject.empty())
                .with("digest", descriptor.digest())
                .with("size", descriptor.size())
                .with("media_type", descriptor.mediaType());
    }

    private static Descriptor descriptor(JsonObject json) {
        return Descriptor.of(
                MediaType.parse(json.string("media_type")), Digest.parse(json.string("digest")), json.number("size"));
    }
}
