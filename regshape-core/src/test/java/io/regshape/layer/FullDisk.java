// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.IOException;
import java.io.OutputStream;

/** A file on a disk that has only so much room. */
public final class FullDisk extends OutputStream {
    private long room;
    private int failures;

    /** Makes a file that has room for so many bytes. */
    public FullDisk(long room) {
        this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        room -= length;
        if (room < 0) {
            failures++;
            throw new IOException("No space left on device");
        }
    }

    /** Returns how often somebody tried to write although it was full. */
    public int failures() {
        return failures;
    }
}
