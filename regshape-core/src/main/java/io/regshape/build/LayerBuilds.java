// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.layer.ProgressListener;
import io.regshape.layout.ImageLayout;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
        List<Callable<LayerBuild>> tasks = new ArrayList<>();
        for (GatheredLayer layer : layers) {
            tasks.add(() -> LayerBuild.run(layout, layer, record.layer(layer.name()), progress.apply(layer.name())));
        }
        return new LayerBuilds(runAll(tasks));
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

    private static List<LayerBuild> runAll(List<Callable<LayerBuild>> tasks) throws IOException {
        if (tasks.isEmpty()) {
            return List.of();
        }
        int threads =
                Math.min(Math.min(tasks.size(), AT_A_TIME), Runtime.getRuntime().availableProcessors());
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "regshape-layers");
            thread.setDaemon(true);
            return thread;
        });
        CompletionService<LayerBuild> running = new ExecutorCompletionService<>(workers);
        List<Future<LayerBuild>> results = tasks.stream().map(running::submit).toList();
        boolean complete = false;
        try {
            for (int i = 0; i < tasks.size(); i++) {
                get(running);
            }
            List<LayerBuild> builds = new ArrayList<>();
            for (Future<LayerBuild> result : results) {
                builds.add(result.get());
            }
            complete = true;
            return builds;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while building layers");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            stop(workers);
            if (!complete) {
                closeFinished(results);
            }
        }
    }

    /** Waits for the next task that ends, and throws what it threw. */
    private static void get(CompletionService<LayerBuild> running) throws IOException, InterruptedException {
        try {
            running.take().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** Interrupts what runs and waits for it, so that nobody writes into the layout after the build has ended. */
    private static void stop(ExecutorService workers) {
        workers.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeFinished(List<Future<LayerBuild>> results) throws IOException {
        for (Future<LayerBuild> result : results) {
            try {
                if (result.isDone()) {
                    result.get().close();
                }
            } catch (ExecutionException | InterruptedException e) {
                // This one failed, or was stopped: it has closed itself.
            }
        }
    }
}
