// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.Transport;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.stage.MergeLayouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Brings the images of several layouts and archives into one layout: what the legs of a CI matrix built, for one. */
@Mojo(name = "merge", requiresProject = false, aggregator = true, threadSafe = true)
public class MergeMojo extends RegshapeMojo {
    /** Directories of layouts, and OCI or Docker archives; at least one. */
    @Parameter
    private @Nullable List<String> layouts;

    /** How many bytes a compressed archive may unpack to. The default is 17179869184 (16 GiB). */
    @Parameter(property = "regshape.maxUnpacked")
    private @Nullable String maxUnpacked;

    @Override
    Outcome run(Path layout) throws IOException {
        List<Path> paths = parameters().list(layouts, "layouts").orElse(List.of()).stream()
                .filter(text -> !text.isBlank())
                .map(parameters()::file)
                .toList();
        if (paths.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "layouts is missing: it must list the directories of layouts, or archives, that are to be merged");
        }
        long limit = Parameters.size(maxUnpacked, "maxUnpacked").orElse(Transport.DEFAULT_MAX_UNPACKED);
        List<LayoutReader> inputs = new ArrayList<>();
        try (Inputs opened = new Inputs(inputs)) {
            for (Path path : paths) {
                inputs.add(Transport.detect(path, limit));
            }
            List<Descriptor> entries =
                    MergeLayouts.into(layout, opened.readers()).run();
            return Outcome.of(
                    "Merged " + paths.size() + (paths.size() == 1 ? " layout" : " layouts") + " into " + layout + ": "
                            + Results.named(entries),
                    Results.images(entries, ImageLayout.open(layout)));
        }
    }

    /** Closes all inputs, those too that were opened before another could not be. */
    private record Inputs(List<LayoutReader> readers) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            for (LayoutReader reader : readers) {
                reader.close();
            }
        }
    }
}
