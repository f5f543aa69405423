// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.layer.ProgressListener;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says every five seconds how far a long read has come. */
final class ProgressLog implements ProgressListener {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final String name;
    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private final long start;
    private long next;

    ProgressLog(String name, Consumer<String> log, LongSupplier nanoTime) {
        this.name = name;
        this.log = log;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.next = INTERVAL_NANOS;
    }

    @Override
    public void advanced(long bytesRead) {
        long elapsed = nanoTime.getAsLong() - start;
        if (elapsed >= next) {
            next = elapsed + INTERVAL_NANOS;
            double megabytes = bytesRead / 1e6;
            log.accept(String.format(
                    Locale.ROOT, "Reading %s: %.0f MB, %.0f MB/s", name, megabytes, megabytes * 1e9 / elapsed));
        }
    }
}
