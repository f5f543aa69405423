// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.model.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * The time that an image says it was made: what was asked for, else {@code project.build.outputTimestamp}, else
 * {@code SOURCE_DATE_EPOCH} of the environment, else {@link Timestamp#DEFAULT}.
 *
 * <p>The clock is read only for {@code now}, so that equal sources give equal bytes.
 */
final class BuildTime {
    private static final String OUTPUT_TIMESTAMP = "project.build.outputTimestamp";

    private final Optional<String> outputTimestamp;
    private final Optional<String> sourceDateEpoch;

    BuildTime(Optional<String> outputTimestamp, Optional<String> sourceDateEpoch) {
        this.outputTimestamp = outputTimestamp;
        this.sourceDateEpoch = sourceDateEpoch;
    }

    static BuildTime of(BuildProperties properties, MavenSession session) {
        return new BuildTime(
                properties.find(OUTPUT_TIMESTAMP),
                Optional.ofNullable(session.getSystemProperties().getProperty("env.SOURCE_DATE_EPOCH")));
    }

    /**
     * Finds the time.
     *
     * @param created the parameter: a time, {@code now}, or null when it was not given
     * @throws RegshapeException if the first of the sources that is set holds no time
     */
    Timestamp resolve(@Nullable String created) {
        if (created != null && !created.isBlank()) {
            return created.trim().equals("now") ? new Timestamp(Instant.now()) : parse("created", created.trim());
        }
        // One character means off, Maven's convention. Maven 4 presets the property where Maven 3 leaves it unset, so
        // that value counts as not set: else the two would give different bytes.
        Optional<Timestamp> set = outputTimestamp
                .map(String::trim)
                .filter(text -> text.length() > 1)
                .map(text -> parse(OUTPUT_TIMESTAMP, text))
                .filter(time -> !time.equals(Timestamp.DEFAULT));
        return set.or(() -> sourceDateEpoch
                        .map(String::trim)
                        .filter(text -> !text.isEmpty())
                        .map(text -> parse("SOURCE_DATE_EPOCH", text)))
                .orElse(Timestamp.DEFAULT);
    }

    /** Returns the time of an image's files: the clock is none, since layers would then differ in every build. */
    Timestamp ofFiles(@Nullable String created) {
        return resolve(created != null && created.trim().equals("now") ? null : created);
    }

    private static Timestamp parse(String source, String text) {
        try {
            return Timestamp.parse(text);
        } catch (RegshapeException e) {
            throw new RegshapeException(e.kind(), source + ": " + e.getMessage(), e);
        }
    }
}
