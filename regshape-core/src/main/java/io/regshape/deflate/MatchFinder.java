// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** A way to find what occurs twice in a piece of the input (RFC 1951, section 4). */
interface MatchFinder {
    /**
     * Turns a piece into sequences. What comes out depends on the arguments alone, not on earlier calls.
     *
     * @param data the piece, and in front of it the window that matches may reach into
     * @param window where the window begins
     * @param from where the piece begins, at most 32 KiB after the window
     * @param to where it ends, which is no later than 2^20
     * @param sequences receives the sequences; empty before
     */
    void find(byte[] data, int window, int from, int to, Sequences sequences);
}
