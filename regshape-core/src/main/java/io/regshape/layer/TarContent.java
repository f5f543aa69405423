// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.IOException;

/** Something that can write the entries of a layer, again and again in the same way. */
@FunctionalInterface
public interface TarContent {
    /**
     * Writes all entries, in order. The end of the tar is left to the caller.
     *
     * @param tar receives them
     * @throws io.regshape.RegshapeException if an entry cannot be written, or its source changed
     * @throws IOException if a source cannot be read, or the tar not be written
     */
    void writeTo(TarWriter tar) throws IOException;
}
