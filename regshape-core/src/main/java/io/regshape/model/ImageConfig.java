// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import java.util.List;

/**
 * The part of an image config that ties it to its layers and its platform (config.md). What a container is started with
 * stays in the JSON tree, see {@link ConfigSettings}.
 *
 * @param platform what the image runs on
 * @param diffIds the digests of the layers' uncompressed tars, first to last
 * @param history the steps that made the image
 */
public record ImageConfig(Platform platform, List<Digest> diffIds, List<History> history) {

    /** Copies the lists. */
    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }

    /**
     * Reads an image config.
     *
     * @throws RegshapeException if a required field is missing, or one has another form than the spec says
     */
    public static ImageConfig fromJson(JsonObject json) {
        JsonObject rootfs = json.object("rootfs");
        if (!rootfs.string("type").equals("layers")) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    rootfs.where() + ": /type must be 'layers', it is '" + rootfs.string("type") + "'");
        }
        return new ImageConfig(
                Platform.fromJson(json),
                rootfs.strings("diff_ids").stream().map(Digest::parse).toList(),
                json.objects("history").stream().map(History::fromJson).toList());
    }

    /** Returns the number of history entries that made a layer. */
    public long layersInHistory() {
        return history.stream().filter(entry -> !entry.emptyLayer()).count();
    }

    /** Puts {@code rootfs} and {@code history} into a config, in place of what it had. */
    public static JsonObject withLayers(JsonObject config, List<Digest> diffIds, List<JsonObject> history) {
        return config.with(
                        "rootfs",
                        JsonObject.empty()
                                .with("type", "layers")
                                .with(
                                        "diff_ids",
                                        diffIds.stream().map(Digest::toString).toList()))
                .with("history", history);
    }
}
