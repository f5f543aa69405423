// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.digest.Digest;
import io.regshape.files.Fingerprint;
import io.regshape.files.LayerFiles;
import io.regshape.image.ImageLayer;
import io.regshape.image.LayerStore;
import io.regshape.image.LayerStore.PendingLayer;
import io.regshape.layer.LayerWriter;
import io.regshape.layer.ProgressListener;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One layer on its way into the layout: that of the last build when its files did not change, else a new one that is no
 * blob yet. Closing it forgets what was not committed.
 */
final class LayerBuild implements Closeable {
    private final GatheredLayer gathered;
    private final Fingerprint fingerprint;
    private final @Nullable LayerRecord kept;
    private final @Nullable PendingLayer pending;
    private final Optional<String> rebuilt;

    private LayerBuild(
            GatheredLayer gathered,
            Fingerprint fingerprint,
            @Nullable LayerRecord kept,
            @Nullable PendingLayer pending,
            Optional<String> rebuilt) {
        this.gathered = gathered;
        this.fingerprint = fingerprint;
        this.kept = kept;
        this.pending = pending;
        this.rebuilt = rebuilt;
    }

    /**
     * Keeps the layer of the last build or writes a new one to a temp file.
     *
     * @param last what the last build noted
     * @param progress is told how far writing has come
     */
    static LayerBuild run(
            ImageLayout layout, GatheredLayer gathered, Optional<LayerRecord> last, ProgressListener progress)
            throws IOException {
        Fingerprint fingerprint = gathered.files().fingerprint();
        Optional<String> why =
                last.isEmpty() ? Optional.of("it is new") : whyRebuild(layout, gathered, fingerprint, last.get());
        if (why.isEmpty()) {
            return new LayerBuild(gathered, fingerprint, last.get(), null, why);
        }
        PendingLayer pending = LayerStore.write(
                layout,
                gathered.files(),
                gathered.fileTime(),
                gathered.request().options(),
                progress);
        return new LayerBuild(gathered, fingerprint, null, pending, why);
    }

    private static Optional<String> whyRebuild(
            ImageLayout layout, GatheredLayer gathered, Fingerprint now, LayerRecord last) throws IOException {
        Optional<String> why = last.difference(gathered.settings(), now);
        if (why.isEmpty()) {
            why = blobFault(layout, last);
        }
        if (why.isEmpty() && !isSurelyUnchanged(gathered, now, last)) {
            // Reading and hashing costs a fraction of compressing.
            Digest diffId = LayerWriter.diffId(gathered.files(), gathered.fileTime());
            why = diffId.equals(last.diffId()) ? Optional.empty() : Optional.of("files changed");
        }
        return why;
    }

    private static boolean isSurelyUnchanged(GatheredLayer gathered, Fingerprint now, LayerRecord last) {
        return now.states().equals(last.files().states())
                && gathered.files()
                        .youngest()
                        .toInstant()
                        .isBefore(last.looked().minusSeconds(LayerFiles.UNCERTAIN_SECONDS));
    }

    private static Optional<String> blobFault(ImageLayout layout, LayerRecord last) throws IOException {
        Descriptor blob = last.blob();
        if (layout.blobSize(blob.digest()).isEmpty()) {
            return Optional.of("its blob is gone");
        }
        return BaseBlobs.isUntouched(layout, blob, last.blobModified()) || layout.isWhole(blob)
                ? Optional.empty()
                : Optional.of("its blob is damaged");
    }

    /** Returns what was asked for. */
    LayerRequest request() {
        return gathered.request();
    }

    /** Returns the digest that its blob has, or will have. */
    Digest digest() {
        return pending != null ? pending.digest() : kept().blob().digest();
    }

    /** Makes it a blob if it is none yet. To be called under {@link ImageLayout#locked}. */
    BuiltLayer commit() throws IOException {
        LayerRequest request = gathered.request();
        ImageLayer layer = pending != null
                ? pending.commit(request.annotations(), request.historyText())
                : new ImageLayer(
                        kept().blob().withAnnotations(request.annotations()),
                        Optional.of(kept().diffId()),
                        request.historyText());
        return new BuiltLayer(request.name(), layer, rebuilt);
    }

    /** Returns what the next build has to know of it. To be called when it is a blob. */
    LayerRecord record(ImageLayout layout, BuiltLayer built) throws IOException {
        Descriptor blob = built.layer().descriptor();
        return new LayerRecord(
                gathered.name(),
                gathered.settings(),
                fingerprint,
                gathered.files().tars(),
                gathered.files().looked(),
                Descriptor.of(blob.mediaType(), blob.digest(), blob.size()),
                built.layer().diffId().orElseThrow(),
                BaseBlobs.modified(layout.blobPath(blob.digest())),
                rebuilt);
    }

    private LayerRecord kept() {
        return Objects.requireNonNull(kept);
    }

    @Override
    public void close() throws IOException {
        if (pending != null) {
            pending.close();
        }
    }
}
