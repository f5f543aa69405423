// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerOptions;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LayerDefaultsTest {
    private final LayerDefaults zstd19 = LayerDefaults.of("zstd", "19");

    private static LayerOptions options(Compression format, Integer level) {
        return new LayerOptions(
                Optional.ofNullable(format),
                level == null ? OptionalInt.empty() : OptionalInt.of(level),
                Optional.empty());
    }

    @Test
    void aLayerThatSaysNothingIsStoredAsTheGoalSays() {
        assertThat(LayerDefaults.of(null, null).with(null, " ", "")).isEqualTo(options(null, null));
        assertThat(zstd19.with(null, null, "")).isEqualTo(options(Compression.ZSTD, 19));
    }

    @Test
    void aLevelBelongsToItsCompression() {
        assertThat(zstd19.with("gzip", null, "")).isEqualTo(options(Compression.GZIP, null));
        assertThat(zstd19.with("none", null, "")).isEqualTo(options(Compression.NONE, null));
        assertThat(zstd19.with("zstd", null, "")).isEqualTo(options(Compression.ZSTD, 19));
        assertThat(zstd19.with(null, "3", "")).isEqualTo(options(Compression.ZSTD, 3));
        assertThat(LayerDefaults.of(null, "9").with("zstd", null, "")).isEqualTo(options(Compression.ZSTD, null));
    }

    @Test
    void rejectsLevelThatItsCompressionDoesNotHave() {
        assertThatThrownBy(() -> LayerDefaults.of(null, "19"))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("compressionLevel 19 is out of range for gzip: it must be 1 to 9");
        assertThatThrownBy(() -> zstd19.with("gzip", "19", "layer 'a': "))
                .hasMessage("layer 'a': compressionLevel 19 is out of range for gzip: it must be 1 to 9");
    }
}
