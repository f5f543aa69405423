// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProgressLogTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> lines = new ArrayList<>();
    // Near the end of its range, where a sum would overflow: System.nanoTime may start anywhere.
    private long clock = Long.MAX_VALUE - 2 * SECOND;
    private final ProgressLog progress = new ProgressLog("Reading app.tar", lines::add, () -> clock);

    private void after(double seconds, long bytesRead) {
        clock += (long) (seconds * SECOND);
        progress.advanced(bytesRead);
    }

    @Test
    void saysNothingInTheFirstFiveSeconds() {
        for (int i = 1; i <= 49; i++) {
            after(0.1, i * 50_000_000L);
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void saysEveryFiveSecondsHowMuchAndHowFast() {
        for (int i = 1; i <= 120; i++) {
            after(0.1, i * 50_000_000L);
        }
        assertThat(lines).containsExactly("Reading app.tar: 2500 MB, 500 MB/s", "Reading app.tar: 5000 MB, 500 MB/s");
    }

    @Test
    void doesNotCatchUpAfterALongPause() {
        after(60, 6_000_000);
        after(1, 7_000_000);
        after(4, 65_000_000_000L);
        assertThat(lines).containsExactly("Reading app.tar: 6 MB, 0 MB/s", "Reading app.tar: 65000 MB, 1000 MB/s");
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            after(5, 1_000_000_000L);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(lines).containsExactly("Reading app.tar: 1000 MB, 200 MB/s");
    }
}
