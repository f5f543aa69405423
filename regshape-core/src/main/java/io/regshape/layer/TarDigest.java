// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.model.Timestamp;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** The pass over an uncompressed tar: check or make it, hash it, hand it on. */
final class TarDigest {
    /** Large enough that the cost of a call does not show, small enough to stay in a processor's cache. */
    static final int CHUNK = 128 * 1024;

    private TarDigest() {}

    /**
     * Reads a tar to its end.
     *
     * @param tar the uncompressed tar
     * @param name names it in messages
     * @param out receives every piece once it is checked
     * @return the digest of all bytes, which is the diff id
     * @throws io.regshape.RegshapeException if it is not a tar that a layer may be
     */
    static Digest read(InputStream tar, String name, OutputStream out) throws IOException {
        Hasher hasher = Hasher.sha256();
        TarChecker checker = TarChecker.refusing(name, EntryListener.NONE);
        byte[] chunk = new byte[CHUNK];
        int n;
        while ((n = tar.read(chunk, 0, chunk.length)) >= 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while reading " + name);
            }
            checker.update(chunk, 0, n);
            hasher.update(chunk, 0, n);
            out.write(chunk, 0, n);
        }
        checker.finish();
        return hasher.digest();
    }

    /**
     * Writes entries as a tar.
     *
     * @param content writes the entries
     * @param time the time of all of them
     * @param out receives the tar
     * @param progress is told how many bytes of it were made
     * @return the digest of all bytes, which is the diff id
     */
    static Digest write(TarContent content, Timestamp time, OutputStream out, ProgressListener progress)
            throws IOException {
        Hasher hasher = Hasher.sha256();
        OutputStream hashed = new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                hasher.update(bytes, offset, length);
                out.write(bytes, offset, length);
                progress.advanced(hasher.count());
            }
        };
        try (TarWriter tar = new TarWriter(hashed, time)) {
            content.writeTo(tar);
            tar.finish();
        }
        return hasher.digest();
    }
}
