// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.History;
import io.regshape.model.ImageConfig;
import io.regshape.model.JsonObject;
import io.regshape.model.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the documents of an image: data in, a document out, nothing read and nothing written.
 *
 * <p>As blobs they are written canonically ({@link JsonObject#toCanonicalBytes}): keys sorted, no white space. So equal
 * data gives equal bytes and equal digests.
 */
public final class ImageDocuments {
    private static final ConfigSettings DEFAULTS =
            ConfigSettings.none().withArchitecture("amd64").withOs("linux");

    private ImageDocuments() {}

    /**
     * Makes an image config (config.md).
     *
     * @param settings what is set; architecture is {@code amd64} and os {@code linux} unless set
     * @param layers the layers, base first
     * @param defaultCreated when the image was made unless the settings say it; the history of its layers says the same
     * @return the config, with the layers' diff ids and one history entry a layer
     * @throws RegshapeException if a layer is no tar of files
     */
    public static JsonObject config(ConfigSettings settings, List<ImageLayer> layers, Timestamp defaultCreated) {
        Timestamp created = settings.created().orElse(defaultCreated);
        JsonObject config = DEFAULTS.withCreated(created).applyTo(JsonObject.empty(), false);
        return ImageConfig.withLayers(
                settings.applyTo(config, false),
                diffIds(layers),
                layers.stream()
                        .map(layer -> History.ofLayer(created, layer.createdBy()))
                        .toList());
    }

    /**
     * Returns the diff ids of the layers of an image.
     *
     * @param layers the layers, base first
     * @return their diff ids, in the same order
     * @throws RegshapeException if a layer has none because it is no tar of files
     */
    public static List<Digest> diffIds(List<ImageLayer> layers) {
        List<Digest> diffIds = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Descriptor descriptor = layers.get(i).descriptor();
            int index = i;
            diffIds.add(layers.get(i)
                    .diffId()
                    .orElseThrow(() -> new RegshapeException(
                            Kind.WRONG_STATE,
                            "layer [" + index + "] " + descriptor.digest() + " is " + descriptor.mediaType()
                                    + ", no layer of an image, so an image config cannot list it. For an artifact set "
                                    + "mediaType to application/vnd.oci.empty.v1+json, or give a configFile")));
        }
        return diffIds;
    }
}
