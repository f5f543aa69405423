// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.ImageConfig;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image that another is built on.
 *
 * @param layout where its blobs are; must be open for as long as they are read
 * @param descriptor its manifest
 * @param manifest what that says, media types as the base has them
 * @param config the whole config, with fields that only Docker knows
 * @param image the part of the config that ties it to its layers
 * @param layers the layers, lowest first
 */
public record BaseImage(
        LayoutReader layout,
        Descriptor descriptor,
        Manifest manifest,
        JsonObject config,
        ImageConfig image,
        List<BaseLayer> layers) {

    /** Copies the list. */
    public BaseImage {
        layers = List.copyOf(layers);
    }

    /**
     * Finds an image in a layout and reads its documents, verified.
     *
     * @param layout the layout, to be closed by the caller when the blobs are read
     * @param ref a ref name, the tag at the end of one ({@code 1.0} for {@code docker.io/library/a:1.0}), or a digest;
     *     empty when there is but one image, under whatever number of names
     * @param platform what it must run on ({@code arm64} is {@code arm64/v8}; without a variant any will do if there is
     *     one alone); empty to take the only one
     * @return the image
     * @throws RegshapeException if there is no such image (the message lists those that are there), if it is for another
     *     platform, no image of files, or a document is missing or wrong
     * @throws IOException if the layout cannot be read
     */
    public static BaseImage find(LayoutReader layout, Optional<String> ref, Optional<Platform> platform)
            throws IOException {
        layout.requireKnownVersion();
        ImageChoice choice = new ImageChoice(layout);
        Descriptor entry = choice.entry(ref);
        Descriptor descriptor = choice.image(entry, platform);
        Manifest manifest = Manifest.fromJson(layout.readDocument(descriptor, LayoutReader.INDEX));
        String name = "manifest " + descriptor.digest();
        if (!manifest.config().mediaType().isImageConfig()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    layout.name() + ": " + name + " is no image, its config is "
                            + manifest.config().mediaType() + ": it cannot be a base");
        }
        JsonObject config = layout.readDocument(manifest.config(), name);
        ImageConfig image = ImageConfig.fromJson(config);
        platform.ifPresent(wanted -> requirePlatform(wanted, image.platform(), layout, name));
        return new BaseImage(layout, descriptor, manifest, config, image, layers(layout, name, manifest, image));
    }

    private static void requirePlatform(Platform wanted, Platform found, LayoutReader layout, String name) {
        if (!ImageChoice.fits(found.normalised(), wanted.normalised())) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    layout.name() + ": the config of " + name + " says that it is for " + found + ", the platform "
                            + wanted + " is wanted");
        }
    }

    private static List<BaseLayer> layers(LayoutReader layout, String name, Manifest manifest, ImageConfig image) {
        List<Digest> diffIds = image.diffIds();
        if (diffIds.size() != manifest.layers().size()) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    layout.name() + ": " + name + " has " + manifest.layers().size() + " layers, its config "
                            + diffIds.size() + " diff ids: both must be the same");
        }
        List<BaseLayer> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            if (!layer.mediaType().isImageLayer()) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        layout.name() + ": layer [" + i + "] of " + name + " is " + layer.mediaType()
                                + ", no layer of files: it cannot be a base");
            }
            layers.add(new BaseLayer(
                    new Descriptor(
                            layer.mediaType().ofLayerInOci(),
                            layer.digest(),
                            layer.size(),
                            layer.annotations(),
                            Optional.empty(),
                            Optional.empty()),
                    diffIds.get(i)));
        }
        return layers;
    }

    /**
     * Returns the history, with as many entries that made a layer as there are layers: where the base has fewer, entries
     * without a command are added behind it; where it has more, the last of them count as those of empty layers.
     *
     * @return the entries as the config has them, other fields too
     * @throws RegshapeException if the history has another form than the spec says
     */
    public List<JsonObject> history() {
        List<JsonObject> history = new ArrayList<>();
        int missing = layers.size();
        for (JsonObject entry : config.objects("history")) {
            boolean empty = entry.flag("empty_layer");
            history.add(empty || missing > 0 ? entry : entry.with("empty_layer", true));
            missing -= empty || missing == 0 ? 0 : 1;
        }
        JsonObject unknown = JsonObject.empty()
                .withOptional("created", config.findString("created"))
                .with("comment", "the base image has no history of this layer");
        for (; missing > 0; missing--) {
            history.add(unknown);
        }
        return history;
    }

    /** Returns the config that an image starts from which is built on this one: with an entry for each layer. */
    public JsonObject configWithHistory() {
        return config.with("history", history());
    }
}
