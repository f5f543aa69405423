// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.model.Descriptor;
import io.regshape.model.RefName;
import java.util.List;

/**
 * An image that has its entries in the index of a layout.
 *
 * @param manifest the manifest's blob
 * @param config the config's blob
 * @param refNames the names of its entries
 * @param layers its layers, base first
 * @param warnings what the user should know, a sentence each
 */
public record BuiltImage(
        Descriptor manifest,
        Descriptor config,
        List<RefName> refNames,
        List<BuiltLayer> layers,
        List<String> warnings) {
    /** Copies the lists. */
    public BuiltImage {
        refNames = List.copyOf(refNames);
        layers = List.copyOf(layers);
        warnings = List.copyOf(warnings);
    }
}
