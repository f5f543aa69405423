// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.digest.Digest;
import io.regshape.model.MediaType;
import java.util.Optional;

/**
 * What a blob written by {@link LayerWriter} is.
 *
 * @param mediaType its media type
 * @param diffId the digest of its uncompressed tar, empty when it is no image layer
 */
public record LayerContent(MediaType mediaType, Optional<Digest> diffId) {}
