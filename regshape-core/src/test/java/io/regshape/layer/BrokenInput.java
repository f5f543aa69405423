// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.IOException;
import java.io.InputStream;

/** A file on a disk that cannot be read. */
final class BrokenInput extends InputStream {
    private final IOException failure;

    BrokenInput(IOException failure) {
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        throw failure;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        throw failure;
    }
}
