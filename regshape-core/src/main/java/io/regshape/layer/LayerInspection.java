// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.digest.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a look at all bytes of a layer has shown.
 *
 * @param found what the bytes are, in words, for example {@code gzip data}
 * @param compression how the tar is compressed, by the bytes themselves; empty when they are nothing that a layer can be
 * @param diffId the digest of the uncompressed bytes, empty when they could not be read to the end
 * @param unpackedSize how many uncompressed bytes were read
 * @param entries how many entries the tar has
 * @param faults what is wrong, in the order of the bytes; of each kind the first few
 */
public record LayerInspection(
        String found,
        Optional<Compression> compression,
        Optional<Digest> diffId,
        long unpackedSize,
        long entries,
        List<LayerFault> faults) {

    /** Copies the list. */
    public LayerInspection {
        faults = List.copyOf(faults);
    }
}
