// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;

/** Holds against small compressed files of which so much has to be kept that the memory is full. */
final class KeptBytes {
    /** 64 MiB: many times what images and their archives have. */
    static final long MOST = 64L << 20;

    private final long most;
    private final String what;
    private long kept;

    /**
     * Makes a limit.
     *
     * @param most how many bytes may be kept
     * @param what names whose bytes they are, in messages
     */
    KeptBytes(long most, String what) {
        this.most = most;
        this.what = what;
    }

    /**
     * Counts bytes that are kept from now on.
     *
     * @throws RegshapeException if they are too many with those that were counted before
     */
    void add(long bytes) {
        kept += bytes;
        if (kept > most) {
            throw new RegshapeException(
                    Kind.BAD_CONTENT,
                    what + " have more than " + most + " bytes in all: they are kept in memory, so no more are taken");
        }
    }
}
