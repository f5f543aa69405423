// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.digest.Digest;
import java.io.IOException;

/** Says that a layer which the build was to keep, of the image or its base, is not in the layout any more: build again. */
final class LayerGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    LayerGoneException(Digest layer, String layout) {
        super("the layer " + layer + " that was to be kept is gone from " + layout
                + ": another process changes the layout. Run again when it has ended");
    }
}
