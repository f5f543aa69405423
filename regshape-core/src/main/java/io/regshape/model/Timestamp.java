// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as images carry it: UTC, whole seconds, RFC 3339 (config.md, "created").
 *
 * @param instant the time, cut to whole seconds
 */
public record Timestamp(Instant instant) {
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** The time of everything whose time nobody set, 1980-02-01T00:00:00Z: Maven 4's own default. */
    public static final Timestamp DEFAULT = new Timestamp(Instant.parse("1980-02-01T00:00:00Z"));

    /**
     * Cuts the time to whole seconds.
     *
     * @throws RegshapeException if it is outside of the years 0 to 9999, the range of RFC 3339
     */
    public Timestamp {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw invalid(instant.toString());
        }
        instant = instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Reads a time.
     *
     * @param text ISO 8601 with an offset ({@code 2026-01-02T03:04:05Z}) or whole seconds since 1970
     * @throws RegshapeException if it is neither
     */
    public static Timestamp parse(String text) {
        try {
            if (text.matches("-?[0-9]+")) {
                return ofSeconds(text);
            }
            return new Timestamp(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw invalid(text);
        }
    }

    private static Timestamp ofSeconds(String text) {
        try {
            return new Timestamp(Instant.ofEpochSecond(Long.parseLong(text)));
        } catch (NumberFormatException | DateTimeException | RegshapeException e) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "'" + text + "' is no time: seconds since 1970 must be " + EARLIEST.getEpochSecond() + " to "
                            + LATEST.getEpochSecond() + " (milliseconds are none)",
                    e);
        }
    }

    // Written out, as is hashCode, for builds to start fast: ARCHITECTURE.md, "Conventions".
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timestamp that && instant.equals(that.instant);
    }

    @Override
    public int hashCode() {
        return instant.hashCode();
    }

    /** Returns the form {@code 2026-01-02T03:04:05Z}. */
    @Override
    public String toString() {
        return instant.toString();
    }

    private static RegshapeException invalid(String text) {
        return new RegshapeException(
                Kind.INVALID_VALUE,
                "'" + text + "' is no time: it must be ISO 8601 with an offset, for example 2026-01-02T03:04:05Z, "
                        + "or seconds since 1970");
    }
}
