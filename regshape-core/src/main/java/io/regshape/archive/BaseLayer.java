// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.digest.Digest;
import io.regshape.model.Descriptor;

/**
 * A layer of a base image.
 *
 * @param descriptor the blob, with an OCI media type whatever the base calls it
 * @param diffId the digest of the uncompressed tar, as the base's config says
 */
public record BaseLayer(Descriptor descriptor, Digest diffId) {}
