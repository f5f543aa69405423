// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.model.MediaType;

/**
 * A descriptor that says enough to find its blob, whatever else may be wrong with it.
 *
 * @param mediaType what the blob is
 * @param digest the blob's digest
 * @param size the length that it is said to have
 * @param fields the descriptor itself, and where it stands
 */
record Reference(MediaType mediaType, Digest digest, long size, Fields fields) {
    Place place() {
        return fields.place();
    }
}
