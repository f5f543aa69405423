// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.model.MediaType;
import io.regshape.model.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that are made of entries. */
class LayerOfEntriesTest {
    private static final LayerOptions DEFAULTS = LayerOptions.defaults();

    @ParameterizedTest
    @EnumSource
    void aLayerOfEntriesIsTheirTarCompressed(Compression format) throws IOException {
        byte[] tar = SampleTars.write(SampleTars::samples);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        LayerContent content = LayerWriter.write(
                SampleTars::samples,
                Timestamp.DEFAULT,
                DEFAULTS.withCompressFormat(format),
                blob,
                ProgressListener.NONE);
        assertThat(Inputs.decompress(format, blob.toByteArray())).isEqualTo(tar);
        assertThat(content).isEqualTo(new LayerContent(format.layerMediaType(), Optional.of(Digest.sha256(tar))));
        assertThat(LayerWriter.diffId(SampleTars::samples, Timestamp.DEFAULT)).isEqualTo(Digest.sha256(tar));
    }

    @Test
    void aLayerOfEntriesIsGzipUnlessAskedOtherwise() throws IOException {
        assertThat(LayerWriter.write(
                                tar -> {},
                                Timestamp.DEFAULT,
                                DEFAULTS,
                                OutputStream.nullOutputStream(),
                                ProgressListener.NONE)
                        .mediaType())
                .isEqualTo(MediaType.LAYER_TAR_GZIP);
        assertThat(LayerWriter.write(
                                tar -> {},
                                Timestamp.DEFAULT,
                                DEFAULTS.withMediaType(MediaType.LAYER_TAR_ZSTD),
                                OutputStream.nullOutputStream(),
                                ProgressListener.NONE)
                        .mediaType())
                .isEqualTo(MediaType.LAYER_TAR_ZSTD);
    }

    @Test
    void aLayerOfEntriesIsNoArtifact() {
        assertThatThrownBy(() -> LayerWriter.write(
                        tar -> {},
                        Timestamp.DEFAULT,
                        DEFAULTS.withMediaType(MediaType.parse("application/spdx+json")),
                        OutputStream.nullOutputStream(),
                        ProgressListener.NONE))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("mediaType application/spdx+json is of no image layer");
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhenTheThreadIsInterrupted(Compression format) throws Exception {
        TarContent endless = tar -> {
            for (int i = 0; ; i++) {
                if (i == 1000) {
                    Thread.currentThread().interrupt();
                }
                tar.write(TarEntry.file("f" + i, 0644, 0, 0, 0));
            }
        };
        try {
            assertThatThrownBy(() -> LayerWriter.write(
                            endless,
                            Timestamp.DEFAULT,
                            DEFAULTS.withCompressFormat(format),
                            OutputStream.nullOutputStream(),
                            ProgressListener.NONE))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        Inputs.assertNoThreadLeft();
    }
}
