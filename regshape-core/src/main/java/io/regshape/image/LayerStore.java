// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.digest.Digest;
import io.regshape.layer.LayerContent;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerReader;
import io.regshape.layer.LayerSource;
import io.regshape.layer.LayerWriter;
import io.regshape.layer.ProgressListener;
import io.regshape.layer.TarContent;
import io.regshape.layout.BlobWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.Timestamp;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Brings layers into a layout, and reads them back: the one place where {@code layer} and {@code layout} meet. */
public final class LayerStore {
    private LayerStore() {}

    /** A layer whose bytes are written, but which is no blob of the layout yet. Closing it forgets it. */
    public static final class PendingLayer implements Closeable {
        private final BlobWriter blob;
        private final LayerContent content;

        private PendingLayer(BlobWriter blob, LayerContent content) {
            this.blob = blob;
            this.content = content;
        }

        /** Returns the digest of the blob. */
        public Digest digest() {
            return blob.digest();
        }

        /**
         * Makes it a blob. To be called under {@link ImageLayout#locked} by whoever publishes a reference to it.
         *
         * @param annotations metadata of the layer
         * @param createdBy the command that made it
         * @return the layer
         */
        public ImageLayer commit(Annotations annotations, String createdBy) throws IOException {
            blob.commit();
            return new ImageLayer(
                    Descriptor.of(content.mediaType(), blob.digest(), blob.size())
                            .withAnnotations(annotations),
                    content.diffId(),
                    createdBy);
        }

        @Override
        public void close() throws IOException {
            blob.close();
        }
    }

    /**
     * Reads a layer, compresses it where that is asked for, and writes it to a temp file of the layout.
     *
     * @param layout where it goes
     * @param source where it comes from; read once
     * @param options in which form it is stored
     * @param progress is told how many bytes were read
     * @return the layer, to be committed and closed by the caller
     * @throws io.regshape.RegshapeException if the source is not what the options say, or damaged
     * @throws IOException if the layout cannot be written
     */
    public static PendingLayer write(
            ImageLayout layout, LayerSource source, LayerOptions options, ProgressListener progress)
            throws IOException {
        return pending(layout, blob -> LayerWriter.write(source, options, blob, progress));
    }

    /**
     * Writes a layer that is made of entries to a temp file of the layout. Layers may be written at the same time, by
     * several threads.
     *
     * @param layout where it goes
     * @param content writes the entries, on this thread
     * @param time when all of them were last modified
     * @param options in which form it is stored
     * @param progress is told how many bytes of the tar were made
     * @return the layer, to be committed and closed by the caller
     * @throws io.regshape.RegshapeException if the options do not fit, or {@code content} throws it
     * @throws IOException if the layout cannot be written, {@code content} throws it, or the thread is interrupted
     */
    public static PendingLayer write(
            ImageLayout layout, TarContent content, Timestamp time, LayerOptions options, ProgressListener progress)
            throws IOException {
        return pending(layout, blob -> LayerWriter.write(content, time, options, blob, progress));
    }

    /** Writes the bytes of a layer. */
    private interface Filling {
        LayerContent fill(BlobWriter blob) throws IOException;
    }

    private static PendingLayer pending(ImageLayout layout, Filling filling) throws IOException {
        BlobWriter blob = layout.newBlob();
        try {
            return new PendingLayer(blob, filling.fill(blob));
        } catch (Throwable e) {
            blob.close();
            throw e;
        }
    }

    /**
     * Finds out the diff id of a layer that is in a layout. Reads the whole blob and verifies it.
     *
     * @param layout where it is
     * @param layer the layer
     * @return its diff id, empty when its media type is that of no image layer
     * @throws io.regshape.RegshapeException if the blob is missing, changed or damaged
     */
    public static Optional<Digest> diffId(LayoutReader layout, Descriptor layer, String referrer) throws IOException {
        if (!layer.mediaType().isImageLayer()) {
            return Optional.empty();
        }
        try (InputStream blob = layout.open(layer, referrer)) {
            return Optional.of(LayerReader.diffId(blob, layer.mediaType(), "blob " + layer.digest()));
        }
    }
}
