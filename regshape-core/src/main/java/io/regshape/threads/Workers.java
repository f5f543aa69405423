// SPDX-License-Identifier: Apache-2.0
package io.regshape.threads;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads that do parts of one piece of work. They start with the first tasks.
 *
 * <p>Closing drops the tasks that wait, interrupts those that run, and returns when all threads are gone, so that nobody
 * reads or writes behind the caller's back. An interrupt of the caller meanwhile stays noted.
 */
public final class Workers implements AutoCloseable {
    private final ExecutorService threads;
    private final Queue<Thread> started = new ConcurrentLinkedQueue<>();

    /**
     * Makes workers.
     *
     * @param name the name of the threads, which a number follows
     * @param threads how many run at a time, 1 at least
     */
    public Workers(String name, int threads) {
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        });
    }

    /** Gives the workers a task; see {@link #get} for its result. */
    public <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    /**
     * Runs tasks, and waits until all have ended or one has failed.
     *
     * @param doing what an interrupt interrupts, for the message
     * @return the results in the order of the tasks
     * @throws InterruptedIOException if the caller is interrupted
     * @throws IOException what the first task that failed threw, as well as unchecked exceptions
     */
    public <T> List<T> runAll(List<? extends Callable<T>> tasks, String doing) throws IOException {
        ExecutorCompletionService<T> ended = new ExecutorCompletionService<>(threads);
        List<Future<T>> all = new ArrayList<>();
        for (Callable<T> task : tasks) {
            all.add(ended.submit(task));
        }
        for (int left = tasks.size(); left > 0; left--) {
            try {
                get(ended.take(), doing);
            } catch (InterruptedException e) {
                throw interrupted(doing);
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> task : all) {
            results.add(get(task, doing));
        }
        return results;
    }

    /**
     * Waits for the result of a task.
     *
     * @param doing what an interrupt interrupts, for the message
     * @throws InterruptedIOException if the caller is interrupted
     * @throws IOException what the task threw, as well as unchecked exceptions
     */
    public static <T> T get(Future<T> task, String doing) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw interrupted(doing);
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

    private static InterruptedIOException interrupted(String doing) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while " + doing);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!started.isEmpty()) {
            try {
                started.element().join();
                started.remove();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
