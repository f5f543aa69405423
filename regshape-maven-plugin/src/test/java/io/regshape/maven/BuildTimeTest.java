// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildTimeTest {
    private static final String PARAMETER = "2021-01-01T00:00:00Z";
    private static final String PROPERTY = "2022-01-01T00:00:00Z";
    private static final String ENVIRONMENT = "1672531200"; // 2023

    private static BuildTime of(String outputTimestamp, String sourceDateEpoch) {
        return new BuildTime(Optional.ofNullable(outputTimestamp), Optional.ofNullable(sourceDateEpoch));
    }

    @Test
    void theFirstSourceThatIsSetCounts() {
        assertThat(of(PROPERTY, ENVIRONMENT).resolve(PARAMETER)).hasToString(PARAMETER);
        assertThat(of(PROPERTY, ENVIRONMENT).resolve(null)).hasToString(PROPERTY);
        assertThat(of(null, ENVIRONMENT).resolve(null)).hasToString("2023-01-01T00:00:00Z");
        assertThat(of(null, null).resolve(null)).hasToString("1980-02-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
        "2026-01-02T03:04:05.999Z, 2026-01-02T03:04:05Z",
        "0, 1970-01-01T00:00:00Z",
        "1767323045, 2026-01-02T03:04:05Z",
        "'  1767323045\n', 2026-01-02T03:04:05Z",
    })
    void eachSourceIsIsoOrSeconds(String text, String time) {
        assertThat(of(null, null).resolve(text)).hasToString(time);
        assertThat(of(null, text).resolve(null)).hasToString(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "1", " 5 ", "", " "})
    void anOutputTimestampOfOneCharacterIsOff(String off) {
        assertThat(of(off, ENVIRONMENT).resolve(null)).hasToString("2023-01-01T00:00:00Z");
        assertThat(of(off, null).resolve(null)).isEqualTo(Timestamp.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1980-02-01T00:00:00Z", "1980-02-01T01:00:00+01:00", "318211200"})
    void whatMaven4PresetsCountsAsNotSet(String preset) {
        assertThat(of(preset, ENVIRONMENT).resolve(null)).hasToString("2023-01-01T00:00:00Z");
        assertThat(of(preset, null).resolve(null)).isEqualTo(Timestamp.DEFAULT);
        assertThat(of(PROPERTY, ENVIRONMENT).resolve(preset)).isEqualTo(Timestamp.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void blankSourcesAreNotSet(String blank) {
        assertThat(of(blank, blank).resolve(blank)).isEqualTo(Timestamp.DEFAULT);
    }

    @Test
    void nowIsTheClockInWholeSeconds() {
        Instant before = Instant.now().minusSeconds(1);
        Timestamp now = of(PROPERTY, ENVIRONMENT).resolve(" now ");
        assertThat(now.instant()).isBetween(before, Instant.now());
        assertThat(now.instant()).isEqualTo(now.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"today", "2026-01-02", "2026-01-02T03:04:05", "1.5", "now"})
    void aBadValueIsToldWithItsSource(String bad) {
        assertBad("project.build.outputTimestamp", bad, of(bad, ENVIRONMENT), null);
        assertBad("SOURCE_DATE_EPOCH", bad, of(null, bad), null);
        if (!bad.equals("now")) {
            assertBad("created", bad, of(PROPERTY, ENVIRONMENT), bad);
        }
    }

    @Test
    void aBadValueBehindAGoodOneIsNotLookedAt() {
        assertThat(of("bad", "bad").resolve(PARAMETER)).hasToString(PARAMETER);
        assertThat(of(PROPERTY, "bad").resolve(null)).hasToString(PROPERTY);
    }

    private static void assertBad(String source, String bad, BuildTime time, String created) {
        assertThatThrownBy(() -> time.resolve(created))
                .isInstanceOfSatisfying(
                        RegshapeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_VALUE))
                .hasMessage(source + ": '" + bad + "' is no time: it must be ISO 8601 with an offset, for example "
                        + "2026-01-02T03:04:05Z, or seconds since 1970");
    }
}
