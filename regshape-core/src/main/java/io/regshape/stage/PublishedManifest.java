// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.RefName;
import java.util.List;
import java.util.Optional;

/**
 * A manifest that has its entry in the index.
 *
 * @param descriptor the manifest's blob
 * @param refName the name of its entry
 * @param annotations the annotations of the manifest itself
 * @param warnings what the user should know, a sentence each
 */
public record PublishedManifest(
        Descriptor descriptor, Optional<RefName> refName, Annotations annotations, List<String> warnings) {
    /** Copies the list. */
    public PublishedManifest {
        warnings = List.copyOf(warnings);
    }
}
