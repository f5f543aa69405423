// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.model.MediaType;
import java.util.OptionalLong;

/**
 * A layer of an image that was validated, or another blob in its place.
 *
 * @param mediaType what its descriptor says that it is
 * @param digest the digest of the blob
 * @param size the length of the blob in bytes, as its descriptor says
 * @param unpackedSize the length of the uncompressed tar in bytes, if it could be read
 * @param entries how many entries the tar has, if it could be read
 */
public record CheckedLayer(
        MediaType mediaType, Digest digest, long size, OptionalLong unpackedSize, OptionalLong entries) {}
