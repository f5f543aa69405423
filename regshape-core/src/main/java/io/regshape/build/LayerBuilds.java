// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.layer.ProgressListener;
import io.regshape.layout.ImageLayout;
import io.regshape.threads.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The layers of a build, made several at a time. Closing it forgets those that are not committed. */
final class LayerBuilds implements Closeable {
    /** Each layer is compressed by several threads itself; more layers at a time would cost memory and gain nothing. */
    private static final int AT_A_TIME = 2;

    private final List<LayerBuild> builds;

    private LayerBuilds(List<LayerBuild> builds) {
        this.builds = builds;
    }

    /**
     * Makes the layers. When one fails the others are stopped, and nothing is left of them.
     *
     * @param record what the last build noted
     * @param progress gives each layer, by its name, who is told how far writing it has come
     */
    static LayerBuilds run(
            ImageLayout layout,
            List<GatheredLayer> layers,
            ImageRecord record,
            Function<String, ProgressListener> progress)
            throws IOException {
        if (layers.isEmpty()) {
            return new LayerBuilds(List.of());
        }
        List<LayerBuild> ended = Collections.synchronizedList(new ArrayList<>());
        List<Callable<LayerBuild>> tasks = new ArrayList<>();
        for (GatheredLayer layer : layers) {
            tasks.add(() -> {
                LayerBuild build =
                        LayerBuild.run(layout, layer, record.layer(layer.name()), progress.apply(layer.name()));
                ended.add(build);
                return build;
            });
        }
        int threads = Math.min(
                Math.min(layers.size(), AT_A_TIME), Runtime.getRuntime().availableProcessors());
        // The workers are gone before anything is forgotten.
        try (Workers workers = new Workers("regshape-layers", threads)) {
            return new LayerBuilds(workers.runAll(tasks, "building layers"));
        } catch (Throwable e) {
            try {
                new LayerBuilds(ended).close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    List<LayerBuild> all() {
        return builds;
    }

    @Override
    public void close() throws IOException {
        for (LayerBuild build : builds) {
            build.close();
        }
    }
}
