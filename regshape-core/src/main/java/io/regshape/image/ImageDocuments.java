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
        return configOn(DEFAULTS.applyTo(JsonObject.empty(), false), settings, layers, defaultCreated);
    }

    /**
     * Makes the config of an image that is built on another. Whatever is not set is inherited, fields that only Docker
     * knows too, but for those that are about how the base was built; labels, environment variables, ports and volumes are
     * added to those of the base; an entrypoint drops the base's {@code Cmd}.
     *
     * @param base the base's config, with one history entry for each of its layers
     * @param settings what is set
     * @param layers the layers on top of the base's, lowest first
     * @param defaultCreated when the image was made unless the settings say it; the history of its layers says the same
     * @return the config
     * @throws RegshapeException if a layer is no tar of files
     */
    public static JsonObject configOn(
            JsonObject base, ConfigSettings settings, List<ImageLayer> layers, Timestamp defaultCreated) {
        Timestamp created = settings.created().orElse(defaultCreated);
        List<Digest> diffIds = new ArrayList<>(diffIdsOf(base));
        diffIds.addAll(diffIds(layers));
        List<JsonObject> history = new ArrayList<>(base.objects("history"));
        layers.forEach(
                layer -> history.add(History.ofLayer(created, layer.createdBy()).toJson()));
        JsonObject config = withoutBuild(base).with("created", created);
        return ImageConfig.withLayers(settings.addedTo(config), diffIds, history);
    }

    /** Leaves out what Docker says of the build of an image, and what it is to do in the next build alone. */
    private static JsonObject withoutBuild(JsonObject config) {
        JsonObject kept =
                config.without("container").without("container_config").without("parent");
        return kept.findObject("config")
                .map(execution -> kept.with("config", execution.without("OnBuild")))
                .orElse(kept);
    }

    /** Returns the diff ids that a config lists; none where it has no {@code rootfs} yet. */
    public static List<Digest> diffIdsOf(JsonObject config) {
        return config.findObject("rootfs").map(rootfs -> rootfs.strings("diff_ids")).orElse(List.of()).stream()
                .map(Digest::parse)
                .toList();
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
