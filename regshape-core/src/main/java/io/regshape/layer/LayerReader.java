// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** Reads layers that are blobs already. */
public final class LayerReader {
    private LayerReader() {}

    /**
     * Finds the diff id of a stored layer: decompresses it to the end, with a fixed amount of memory. The tar itself is
     * not looked at.
     *
     * @param blob the bytes of the blob; stays open
     * @param imageLayerType its media type
     * @param name names it in messages
     * @return the digest of the uncompressed bytes
     * @throws RegshapeException if the bytes are not compressed as the media type says, or damaged
     * @throws IOException if {@code blob} cannot be read
     * @throws IllegalArgumentException if the media type is of no image layer
     */
    public static Digest diffId(InputStream blob, MediaType imageLayerType, String name) throws IOException {
        Hasher hasher = Hasher.sha256();
        try (SourceStream in = LayerSource.of(name, blob).open(ProgressListener.NONE);
                InputStream tar = UncompressedStream.of(in, Compression.of(imageLayerType), name, Kind.BAD_LAYOUT)) {
            byte[] chunk = new byte[TarDigest.CHUNK];
            int n;
            while ((n = tar.read(chunk)) >= 0) {
                hasher.update(chunk, 0, n);
            }
        }
        return hasher.digest();
    }
}
