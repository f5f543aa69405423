// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.digest.Digest;
import io.regshape.files.LayerFiles;
import io.regshape.files.TarListing;
import io.regshape.model.Timestamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A layer whose files are known, but not read. Closing it closes archives among its sources. */
record GatheredLayer(LayerRequest request, LayerFiles files, Timestamp fileTime) implements Closeable {

    static GatheredLayer of(
            LayerRequest request, Timestamp fileTime, Path layout, Path spoolFolder, List<TarListing> knownTars)
            throws IOException {
        return new GatheredLayer(
                request,
                LayerFiles.gather(
                        request.contents(), request.owner(), request.directoryMode(), layout, spoolFolder, knownTars),
                fileTime);
    }

    String name() {
        return request.name();
    }

    /** Returns the hash of all that decides about the blob's bytes beside the files. */
    Digest settings() {
        String text = String.join(
                "\0",
                request.options().codecVersion(),
                request.options().compressionLevel().toString(),
                request.options().mediaType().toString(),
                fileTime.toString());
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
