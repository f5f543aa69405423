// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** A piece of the input with the window in front of it, and what it becomes. */
final class Piece {
    /**
     * The length of every piece but the last. It is part of what decides the bytes. Longer pieces begin less often with
     * a look through the window; shorter ones need less memory.
     */
    static final int SIZE = 256 * 1024;

    /** Where the piece begins in its data; the window lies in front. */
    static final int START = Symbols.FARTHEST_MATCH;

    private static final int END = START + SIZE;

    /** Some bytes longer, so that reading a word never goes beyond it. */
    final byte[] data = new byte[END + Long.BYTES];
    /**
     * No block is longer than it would be stored, which adds less than 6 bytes to it and 5 to each 64 KiB; and at most two
     * blocks end within 8 KiB.
     */
    final byte[] output = new byte[SIZE + SIZE / 256 + BitWriter.MARGIN];

    int outputLength;
    private int window = START;
    private int end = START;
    private boolean last;

    /** Empties this piece and takes the end of the one in front as its window. */
    void follow(Piece front) {
        int length = Math.min(START, front.end - front.window);
        window = START - length;
        System.arraycopy(front.data, front.end - length, data, window, length);
        end = START;
        last = false;
    }

    boolean isFull() {
        return end == END;
    }

    /** Takes as many bytes as there is room for, and returns how many. */
    int add(byte[] bytes, int offset, int count) {
        int taken = Math.min(count, END - end);
        System.arraycopy(bytes, offset, data, end, taken);
        end += taken;
        return taken;
    }

    /** Returns where the window begins. */
    int window() {
        return window;
    }

    /** Returns where the piece ends. */
    int end() {
        return end;
    }

    void setLast() {
        last = true;
    }

    boolean isLast() {
        return last;
    }
}
