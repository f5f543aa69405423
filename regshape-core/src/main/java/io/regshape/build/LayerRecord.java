// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.digest.Digest;
import io.regshape.files.Fingerprint;
import io.regshape.files.TarListing;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a layer that was built.
 *
 * @param name the name that it was asked for by
 * @param settings hash of all that decides about its bytes beside the files
 * @param files what tells its files from others
 * @param tars what is in the tars among its sources, where that is kept
 * @param looked when its files were looked at
 * @param blob the blob, without annotations
 * @param diffId the digest of the uncompressed tar
 * @param blobModified when the blob's file was written
 * @param rebuilt why the last build wrote it; empty when that kept it
 */
public record LayerRecord(
        String name,
        Digest settings,
        Fingerprint files,
        List<TarListing> tars,
        Instant looked,
        Descriptor blob,
        Digest diffId,
        Instant blobModified,
        Optional<String> rebuilt) {

    LayerRecord withTars(List<TarListing> listings) {
        return new LayerRecord(name, settings, files, listings, looked, blob, diffId, blobModified, rebuilt);
    }

    static LayerRecord fromJson(JsonObject json) {
        return new LayerRecord(
                json.string("name"),
                Digest.parse(json.string("settings")),
                new Fingerprint(
                        Digest.parse(json.string("paths")),
                        Digest.parse(json.string("modes")),
                        Digest.parse(json.string("sizes")),
                        Digest.parse(json.string("states"))),
                json.objects("tars").stream().map(LayerRecord::tar).toList(),
                Instant.ofEpochMilli(json.number("looked")),
                Descriptor.of(
                        MediaType.parse(json.string("media_type")),
                        Digest.parse(json.string("digest")),
                        json.number("size")),
                Digest.parse(json.string("diff_id")),
                Instant.ofEpochMilli(json.number("blob_modified")),
                json.findString("rebuilt"));
    }

    private static TarListing tar(JsonObject json) {
        return new TarListing(Digest.parse(json.string("key")), json.string("entries"));
    }

    JsonObject toJson() {
        List<JsonObject> listings = tars.stream()
                .map(tar -> JsonObject.empty().with("key", tar.key()).with("entries", tar.packed()))
                .toList();
        JsonObject json = JsonObject.empty()
                .with("name", name)
                .with("settings", settings)
                .with("paths", files.paths())
                .with("modes", files.modes())
                .with("sizes", files.sizes())
                .with("states", files.states())
                .with("looked", looked.toEpochMilli())
                .with("digest", blob.digest())
                .with("size", blob.size())
                .with("media_type", blob.mediaType())
                .with("diff_id", diffId)
                .with("blob_modified", blobModified.toEpochMilli())
                .withOptional("rebuilt", rebuilt);
        return listings.isEmpty() ? json : json.with("tars", listings);
    }

    /** Says what is different now, as far as that can be told without reading the files. */
    Optional<String> difference(Digest newSettings, Fingerprint now) {
        if (!newSettings.equals(settings)) {
            return Optional.of("its settings changed");
        }
        if (!now.paths().equals(files.paths())) {
            return Optional.of("files were added, removed or moved");
        }
        if (!now.modes().equals(files.modes())) {
            return Optional.of("modes, owners or extended attributes changed");
        }
        if (!now.sizes().equals(files.sizes())) {
            return Optional.of("files changed");
        }
        return Optional.empty();
    }
}
