// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Holds against small compressed files that unpack to more than a disk takes, or anybody waits for. */
final class UnpackLimit {
    private final long most;
    private final String name;
    private long unpacked;

    /**
     * Makes a limit.
     *
     * @param most how many bytes may be unpacked in all
     * @param name names what they are unpacked from, in messages
     */
    UnpackLimit(long most, String name) {
        this.most = most;
        this.name = name;
    }

    /** Counts the bytes that are read from a stream. Closing closes that stream. */
    InputStream on(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = super.read(bytes, offset, length);
                count(Math.max(n, 0));
                return n;
            }

            @Override
            public long skip(long n) throws IOException {
                long skipped = super.skip(n);
                count(skipped);
                return skipped;
            }
        };
    }

    private void count(long n) {
        unpacked += n;
        if (unpacked > most) {
            throw new RegshapeException(
                    Kind.BAD_CONTENT,
                    name + " unpacks to more than " + most
                            + " bytes: set maxUnpacked to a larger number of bytes if that is as it should be");
        }
    }
}
