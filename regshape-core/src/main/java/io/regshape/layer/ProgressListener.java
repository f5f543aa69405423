// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

/** Is told how far reading or making a layer has come. Its methods do nothing unless overridden. */
public interface ProgressListener {
    /** Listens to nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /**
     * Called after each piece, on the thread that reads or makes the layer: several layers have several.
     *
     * @param bytes how many bytes of the input were read so far, or of the tar made
     */
    default void advanced(long bytes) {}
}
