// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.digest.Digest;
import io.regshape.model.Descriptor;
import java.util.Optional;

/**
 * A layer that is in the layout, with what config and manifest say of it.
 *
 * @param descriptor the blob as the manifest names it
 * @param diffId the digest of the uncompressed tar; empty for a blob that is no tar of files
 * @param createdBy the command that made it, for the history
 */
public record ImageLayer(Descriptor descriptor, Optional<Digest> diffId, String createdBy) {}
