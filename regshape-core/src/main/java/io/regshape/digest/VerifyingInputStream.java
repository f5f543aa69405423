// SPDX-License-Identifier: Apache-2.0
package io.regshape.digest;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes a blob's bytes on and holds them to the size and digest that were promised.
 *
 * <p>The check is made when the end is read, and earlier when there are too many bytes; a reader that stops before the
 * end has verified nothing. A stream that found other bytes says so again at every further read. Bytes of an algorithm that
 * is not registered are held to the size alone. Closing closes the stream beneath.
 */
public final class VerifyingInputStream extends FilterInputStream {
    private final Digest digest;
    private final String place;
    private final long size;
    private final @Nullable Hasher hasher;
    private long count;
    private boolean verified;
    private @Nullable RegshapeException mismatch;

    /**
     * Wraps a stream.
     *
     * @param in the blob's bytes
     * @param digest the digest that they must have
     * @param size the number of bytes that there must be
     * @param place where they come from, for messages
     */
    public VerifyingInputStream(InputStream in, Digest digest, long size, String place) {
        super(in);
        this.digest = digest;
        this.place = place;
        this.size = size;
        Optional<Hasher> known = Hasher.verifying(digest);
        this.hasher = known.orElse(null);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads on.
     *
     * @throws RegshapeException if the bytes are not those that were promised
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (mismatch != null) {
            throw mismatch;
        }
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            count += n;
            if (hasher != null) {
                hasher.update(buffer, offset, n);
            }
            if (count > size) {
                throw mismatch("it has more than the " + size + " bytes promised");
            }
        } else if (n < 0 && !verified) {
            verify();
        }
        return n;
    }

    private void verify() {
        verified = true;
        if (count != size) {
            throw mismatch("it has " + count + " bytes, " + size + " were promised");
        }
        if (hasher != null) {
            Digest actual = hasher.digest();
            if (!actual.equals(digest)) {
                throw mismatch("its bytes have the digest " + actual);
            }
        }
    }

    private RegshapeException mismatch(String how) {
        mismatch = new RegshapeException(
                Kind.BAD_LAYOUT, "digest mismatch for blob " + digest + " in " + place + ": " + how);
        return mismatch;
    }

    @Override
    public long skip(long n) throws IOException {
        long left = n;
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(n, 1))];
        while (left > 0) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return n - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
