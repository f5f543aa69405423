// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.files.TarListing;
import io.regshape.model.Timestamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All layers that have files.
 *
 * @param layers the layers, base first
 * @param unmatched what was asked for and matched nothing, a sentence each
 */
record GatheredLayers(List<GatheredLayer> layers, List<String> unmatched) implements Closeable {

    /**
     * Looks for the files of layers.
     *
     * @param layout the root of the layout that is built
     * @param last what the last build noted
     */
    static GatheredLayers of(List<LayerRequest> requests, Timestamp fileTime, Path layout, ImageRecord last)
            throws IOException {
        Path spoolFolder = Path.of(System.getProperty("java.io.tmpdir"));
        GatheredLayers gathered = new GatheredLayers(new ArrayList<>(), new ArrayList<>());
        try {
            for (LayerRequest request : requests) {
                gathered.add(request, fileTime, layout, spoolFolder, last);
            }
            requests.stream()
                    .filter(request -> request.contents().isEmpty())
                    .forEach(request -> gathered.unmatched.add("layer '" + request.name() + "' has no content"));
            return gathered;
        } catch (Throwable e) {
            gathered.close();
            throw e;
        }
    }

    private void add(LayerRequest request, Timestamp fileTime, Path layout, Path spoolFolder, ImageRecord last)
            throws IOException {
        String layer = "layer '" + request.name() + "': ";
        try {
            List<TarListing> tars =
                    last.layer(request.name()).map(LayerRecord::tars).orElse(List.of());
            GatheredLayer files = GatheredLayer.of(request, fileTime, layout, spoolFolder, tars);
            files.files().unmatched().forEach(what -> unmatched.add(layer + what));
            if (files.files().isEmpty()) {
                files.close();
            } else {
                layers.add(files);
            }
        } catch (RegshapeException e) {
            throw new RegshapeException(e.kind(), layer + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        for (GatheredLayer layer : layers) {
            layer.close();
        }
    }
}
