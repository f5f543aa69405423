// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a new blob, hashes and counts them, and makes them a blob on {@link #commit}.
 *
 * <p>Until then they lie in a temp file that nobody sees; closing without a commit removes it. Not thread-safe.
 */
public final class BlobWriter extends OutputStream {
    private final ImageLayout layout;
    private final TempFile file;
    private final Hasher hasher = Hasher.sha256();
    private @Nullable Digest digest;

    BlobWriter(ImageLayout layout, TempFile file) {
        this.layout = layout;
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (digest != null) {
            throw new IOException("the blob is complete");
        }
        hasher.update(bytes, offset, length);
        file.write(bytes, offset, length);
    }

    /** Returns the blob's length so far, in bytes. */
    public long size() {
        return hasher.count();
    }

    /** Ends the blob and returns its digest. No bytes can be written after that. */
    public Digest digest() {
        if (digest == null) {
            digest = hasher.digest();
        }
        return digest;
    }

    /**
     * Makes the bytes a blob of the layout, in one step.
     *
     * <p>A blob of that digest that is there is replaced: it should be the same bytes, and if a crash or a hand damaged
     * it, now it is right. To be called under {@link ImageLayout#locked} by whoever publishes a reference to the blob,
     * so that no other writer takes it for garbage in between.
     *
     * @throws IOException if it cannot be put in its place
     */
    public void commit() throws IOException {
        file.moveTo(layout.makeBlobPath(digest()));
    }

    /**
     * Makes the bytes a blob under another digest of them, one that need not be of SHA-256. To be called as
     * {@link #commit()}.
     *
     * @param verified the digest, which the caller has verified
     * @throws IOException if it cannot be put in its place
     */
    public void commit(Digest verified) throws IOException {
        digest();
        file.moveTo(layout.makeBlobPath(verified));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
