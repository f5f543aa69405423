// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

/** Says why the rest of a tar cannot be read: what follows has lost its meaning. */
final class TarFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient LayerFault fault;

    TarFault(String message) {
        this(LayerFault.Kind.TAR, message);
    }

    TarFault(LayerFault.Kind kind, String message) {
        super(message);
        this.fault = new LayerFault(kind, message);
    }

    LayerFault fault() {
        return fault;
    }
}
