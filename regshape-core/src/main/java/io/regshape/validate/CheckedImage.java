// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.model.Descriptor;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manifest that a layout leads to, and was validated: an image or another artifact.
 *
 * @param names its reference names, or those of the index that it is in; the first few
 * @param digest the digest of the manifest
 * @param size the length of the manifest in bytes
 * @param artifactType what it says that it is, when it is no image
 * @param platform what it runs on, by its config or else by its entry in the index
 * @param config its config, if the manifest names one
 * @param layers its layers, base first
 */
public record CheckedImage(
        List<String> names,
        Digest digest,
        long size,
        Optional<MediaType> artifactType,
        Optional<Platform> platform,
        Optional<Descriptor> config,
        List<CheckedLayer> layers) {

    /** Copies the lists. */
    public CheckedImage {
        names = List.copyOf(names);
        layers = List.copyOf(layers);
    }

    /** Returns whether a finding is about the manifest, the config or a layer of this image. */
    public boolean isAbout(Finding finding) {
        return finding.place().digest().filter(this::has).isPresent();
    }

    /** Returns how the image is called: its names and its platform, or its digest where it has neither. */
    public String title() {
        List<String> words = new ArrayList<>();
        if (!names.isEmpty()) {
            words.add(String.join(", ", names));
        }
        platform.ifPresent(known -> words.add("(" + known + ")"));
        artifactType.ifPresent(known -> words.add("(" + known + ")"));
        return Printable.text(words.isEmpty() ? digest.toString() : String.join(" ", words));
    }

    private boolean has(Digest blob) {
        return blob.equals(digest)
                || config.filter(descriptor -> descriptor.digest().equals(blob)).isPresent()
                || layers.stream().anyMatch(layer -> layer.digest().equals(blob));
    }
}
