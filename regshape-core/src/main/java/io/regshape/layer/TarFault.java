// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.util.Objects;

/** Says what is wrong with a tar. {@link TarChecker} adds the file's name. */
final class TarFault extends Exception {
    private static final long serialVersionUID = 1L;

    TarFault(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
