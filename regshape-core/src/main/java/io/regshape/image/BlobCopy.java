// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.RegshapeException;
import io.regshape.layout.BlobWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.layout.ReachedBlobs;
import java.io.IOException;
import java.io.InputStream;

/** Brings blobs of another layout or archive into a layout. */
public final class BlobCopy {
    private BlobCopy() {}

    /**
     * Copies a blob, unless the layout has it, whole. It is verified on the way and becomes a blob in one step.
     *
     * <p>May run outside of {@link ImageLayout#locked}. Another writer may take a blob that nothing refers to yet for
     * garbage, so whoever publishes a reference to it asks under the lock whether it is still there.
     *
     * @param from where it is
     * @param blob the blob
     * @param to where it goes
     * @return whether it was written
     * @throws RegshapeException if it is missing, or has not the size and digest that were promised
     * @throws IOException if it cannot be read or written
     */
    public static boolean copy(LayoutReader from, ReachedBlobs.Blob blob, ImageLayout to) throws IOException {
        if (to.isWhole(blob.descriptor())) {
            return false;
        }
        try (InputStream in = from.open(blob.descriptor(), blob.referrer());
                BlobWriter out = to.newBlob()) {
            in.transferTo(out);
            out.commit(blob.descriptor().digest());
            return true;
        }
    }
}
