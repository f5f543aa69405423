// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "application", "application/", "/json", "a b/c", "application/json; charset=utf-8", "a/b/c"})
    void refusesWhatIsNoMediaType(String text) {
        assertThatThrownBy(() -> MediaType.parse(text))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("'" + text + "' is no media type: ");
    }

    @Test
    void knowsImageLayers() {
        assertThat(MediaType.LAYER_TAR_ZSTD.isImageLayer()).isTrue();
        assertThat(MediaType.parse("application/vnd.docker.image.rootfs.diff.tar.gzip")
                        .isImageLayer())
                .isTrue();
        assertThat(MediaType.parse("application/vnd.cyclonedx+json").isImageLayer())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "1.2.0", "a/b:c@d+e", "a--b", "A9"})
    void takesReferenceNames(String text) {
        assertThat(RefName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a..b", "a---b", "a b", "a//b", "ä", "a\nb"})
    void refusesWhatIsNoReferenceName(String text) {
        assertThatThrownBy(() -> RefName.parse(text))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("'" + text + "' is no reference name: ");
    }

    @Test
    void refusesALongNameAtOnce() {
        String name = "a".repeat(1_000_000) + "-";
        assertThatThrownBy(() -> RefName.parse(name)).isInstanceOf(RegshapeException.class);
    }

    @Test
    void refusesAnEmptyAnnotationKey() {
        assertThatThrownBy(() -> Annotations.of(Map.of("", "x")))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("an annotation key is empty (value 'x'): it must be a name, for example "
                        + "org.opencontainers.image.version");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.999Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
        "2026-01-02T03:04Z, 2026-01-02T03:04:00Z",
        "0, 1970-01-01T00:00:00Z",
        "1767323045, 2026-01-02T03:04:05Z",
        "-1, 1969-12-31T23:59:59Z",
    })
    void writesTimesInUtcAndWholeSeconds(String text, String written) {
        assertThat(Timestamp.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "2026-01-02", "2026-01-02T03:04:05", "999999999999999999", "1.5"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Timestamp.parse(text))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("is no time");
    }

    @Test
    void writesPlatforms() {
        Platform platform = new Platform("linux", "arm64", Optional.of("v8"), Optional.empty());
        assertThat(platform).hasToString("linux/arm64/v8");
        assertThat(Platform.fromJson(platform.toJson())).isEqualTo(platform);
        assertThat(new Platform("linux", "arm64", Optional.empty(), Optional.empty()).normalised())
                .isEqualTo(platform);
    }

    @Test
    void anEmptyConfigNeedsAnArtifactType() {
        Descriptor empty = Descriptor.of(MediaType.EMPTY, io.regshape.digest.Digest.sha256(new byte[0]), 2);
        assertThatThrownBy(() -> new Manifest(
                        empty, java.util.List.of(), Annotations.none(), Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("artifactType is missing: ");
    }

    @Test
    void aDocumentThatIsIndexAndManifestIsRefused() {
        JsonObject both = Index.empty().json().with("layers", java.util.List.of());
        assertThatThrownBy(() -> new Index(both)).hasMessageContaining("ambiguous");
        assertThatThrownBy(() -> Manifest.fromJson(both)).hasMessageContaining("ambiguous");
    }
}
