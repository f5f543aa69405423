// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads layers that are blobs already; {@link TarReader} reads the tar in them. */
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

    /**
     * Looks at everything that a layer is made of: its compression, which the bytes themselves tell, and every entry of
     * its tar. Uses two threads, and a bounded amount of memory whatever the bytes are.
     *
     * @param blob the bytes of the blob; read to the end, unless they are damaged; stays open
     * @param name names it in messages
     * @return what it is and all that is wrong with it
     * @throws IOException if {@code blob} cannot be read
     */
    public static LayerInspection inspect(InputStream blob, String name) throws IOException {
        try (SourceStream in = LayerSource.of(name, blob).open(ProgressListener.NONE);
                TarInspector inspector = new TarInspector()) {
            InputKind kind = InputKind.of(in.head());
            Compression compression = kind.compression().orElse(Compression.NONE);
            long size = 0;
            Optional<LayerFault> damage = Optional.empty();
            byte[] chunk = new byte[TarDigest.CHUNK];
            try (InputStream tar = UncompressedStream.of(in, compression, name, Kind.BAD_LAYOUT)) {
                int n;
                while ((n = tar.read(chunk)) >= 0) {
                    inspector.write(chunk, 0, n);
                    size += n;
                }
            } catch (RegshapeException e) {
                damage = Optional.of(new LayerFault(LayerFault.Kind.COMPRESSED_DATA, e.getMessage()));
            }
            Digest diffId = inspector.finish();
            damage.ifPresentOrElse(inspector.faults()::found, inspector::end);
            return new LayerInspection(
                    kind.description(),
                    kind.compression(),
                    damage.isPresent() ? Optional.empty() : Optional.of(diffId),
                    size,
                    inspector.entries(),
                    inspector.faults().list());
        }
    }

    /**
     * Opens the tar in a layer, or in any other file.
     *
     * @param in the bytes; stays open when the stream that is returned is closed
     * @param compression how they are compressed
     * @param name names them in messages
     * @return the uncompressed bytes; closing frees memory. Damaged compressed data is a {@link RegshapeException}, its
     *     end too early the same
     * @throws IOException if {@code in} cannot be read
     */
    public static InputStream uncompressed(InputStream in, Compression compression, String name) throws IOException {
        SourceStream source = LayerSource.of(name, in).open(ProgressListener.NONE);
        return UncompressedStream.of(source, compression, name, Kind.BAD_CONTENT);
    }
}
