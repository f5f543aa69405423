// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import java.io.IOException;

/** Says that a tar has other entries than a {@link TarListing} says: gather again, without listings. */
public final class StaleListingException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleListingException(String message) {
        super(message);
    }
}
