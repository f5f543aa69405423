// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.MediaType;
import io.regshape.model.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Turns an input, or entries, into the blob of a layer: in one pass, with an amount of memory that does not grow with
 * the input but for some bytes a path.
 */
public final class LayerWriter {
    private LayerWriter() {}

    /**
     * Reads an input and writes the blob.
     *
     * <p>What the input is, its bytes tell: a tar, plain or compressed with gzip or zstd, becomes an image layer, in
     * the form that the options ask for, and is checked to the end. With a media type that is of no image layer any
     * bytes are stored as they are.
     *
     * @param source the input, never changed
     * @param options in which form it is to be stored
     * @param blob receives the bytes of the blob, from this thread; stays open. What it got before an error is of no
     *     use
     * @param progress is told how many bytes of the input were read
     * @return what the blob is
     * @throws RegshapeException if the input cannot be read, is damaged, changes meanwhile, holds paths that a layer
     *     must not hold, or does not fit the options
     * @throws IOException if {@code blob} cannot be written, or the input's disk fails
     */
    public static LayerContent write(
            LayerSource source, LayerOptions options, OutputStream blob, ProgressListener progress) throws IOException {
        try (SourceStream in = source.open(progress)) {
            LayerPlan plan = plan(source, in, options);
            Optional<Digest> diffId = copy(plan, in, source.name(), blob);
            in.checkUnchanged(true);
            return new LayerContent(plan.mediaType(), diffId);
        }
    }

    /**
     * Says what a file would become, from its first bytes and the options.
     *
     * @param source the input, a file
     * @param options in which form it is to be stored
     * @return the media type that {@link #write(LayerSource, LayerOptions, OutputStream, ProgressListener) write} would
     *     give the blob
     * @throws RegshapeException if the input cannot be read, or does not fit the options
     */
    public static MediaType mediaTypeOf(LayerSource source, LayerOptions options) throws IOException {
        try (SourceStream in = source.open(ProgressListener.NONE)) {
            return plan(source, in, options).mediaType();
        }
    }

    /**
     * Writes the blob of a layer that is made of entries: in one pass they are laid out as a tar, hashed and
     * compressed.
     *
     * @param content writes the entries, on this thread
     * @param time when all of them were last modified
     * @param options in which form the tar is to be stored; gzip unless they say otherwise
     * @param blob receives the bytes of the blob, from this thread; stays open. What it got before an error is of no
     *     use
     * @param progress is told how many bytes of the tar were made
     * @return what the blob is; it always has a diff id
     * @throws RegshapeException if the options do not fit each other or an image layer, or {@code content} throws it
     * @throws java.io.InterruptedIOException if the thread is interrupted
     * @throws IOException if {@code blob} cannot be written, or {@code content} throws it
     */
    public static LayerContent write(
            TarContent content, Timestamp time, LayerOptions options, OutputStream blob, ProgressListener progress)
            throws IOException {
        LayerPlan plan = LayerPlan.ofEntries(options);
        try (OutputStream compressed = plan.to().compress(blob, plan.level())) {
            return new LayerContent(
                    plan.mediaType(), Optional.of(TarDigest.write(content, time, compressed, progress)));
        }
    }

    /**
     * Returns the diff id that {@link #write(TarContent, Timestamp, LayerOptions, OutputStream, ProgressListener) write}
     * would give: reads and hashes, but compresses and writes nothing.
     *
     * @param content writes the entries, on this thread
     * @param time when all of them were last modified
     * @return the digest of the tar
     * @throws RegshapeException if {@code content} throws it
     * @throws java.io.InterruptedIOException if the thread is interrupted
     * @throws IOException if {@code content} throws it
     */
    public static Digest diffId(TarContent content, Timestamp time) throws IOException {
        return TarDigest.write(content, time, OutputStream.nullOutputStream(), ProgressListener.NONE);
    }

    private static LayerPlan plan(LayerSource source, SourceStream in, LayerOptions options) {
        if (in.head().length == 0) {
            throw new RegshapeException(Kind.BAD_CONTENT, source.name() + " is empty: it must hold a layer");
        }
        return LayerPlan.of(source.name(), InputKind.of(in.head()), options);
    }

    private static Optional<Digest> copy(LayerPlan plan, SourceStream in, String name, OutputStream blob)
            throws IOException {
        try {
            return switch (plan.action()) {
                case STORE -> store(in, blob);
                case KEEP -> Optional.of(keep(plan, in, name, blob));
                case CONVERT -> Optional.of(convert(plan, in, name, blob));
            };
        } catch (RegshapeException e) {
            // A file that was being written looks damaged; then that is what there is to say.
            in.checkUnchanged(false);
            throw e;
        }
    }

    private static Optional<Digest> store(SourceStream in, OutputStream blob) throws IOException {
        byte[] chunk = new byte[TarDigest.CHUNK];
        int n;
        while ((n = in.read(chunk)) >= 0) {
            blob.write(chunk, 0, n);
        }
        return Optional.empty();
    }

    private static Digest keep(LayerPlan plan, SourceStream in, String name, OutputStream blob) throws IOException {
        try (BackgroundDigest digest = new BackgroundDigest(plan.from(), name)) {
            byte[] chunk = new byte[TarDigest.CHUNK];
            int n;
            while ((n = in.read(chunk)) >= 0) {
                digest.write(chunk, 0, n);
                blob.write(chunk, 0, n);
            }
            return digest.finish();
        }
    }

    private static Digest convert(LayerPlan plan, SourceStream in, String name, OutputStream blob) throws IOException {
        try (InputStream tar = UncompressedStream.of(in, plan.from(), name, Kind.BAD_CONTENT);
                OutputStream compressed = plan.to().compress(blob, plan.level())) {
            return TarDigest.read(tar, name, compressed);
        }
    }
}
