// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.layer.ProgressListener;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says every five seconds how far something long has come. */
final class ProgressLog implements ProgressListener {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final String what;
    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private final long start;
    private long next;

    /**
     * Makes a log.
     *
     * @param what begins each line: what is going on, with which file or layer
     */
    ProgressLog(String what, Consumer<String> log, LongSupplier nanoTime) {
        this.what = what;
        this.log = log;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.next = INTERVAL_NANOS;
    }

    @Override
    public void advanced(long bytes) {
        long elapsed = nanoTime.getAsLong() - start;
        if (elapsed >= next) {
            next = elapsed + INTERVAL_NANOS;
            double megabytes = bytes / 1e6;
            log.accept(
                    String.format(Locale.ROOT, "%s: %.0f MB, %.0f MB/s", what, megabytes, megabytes * 1e9 / elapsed));
        }
    }
}
