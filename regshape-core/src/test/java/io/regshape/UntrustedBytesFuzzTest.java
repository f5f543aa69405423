// SPDX-License-Identifier: Apache-2.0
package io.regshape;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layer.LayerWriter;
import io.regshape.layer.ProgressListener;
import io.regshape.layer.TarReader;
import io.regshape.model.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/** Whatever the bytes: they are read, or refused with a {@link RegshapeException}. */
class UntrustedBytesFuzzTest {

    @FuzzTest
    void jsonIsReadOrRefused(byte[] bytes) {
        try {
            JsonObject json = JsonObject.parse(bytes, "fuzz");
            assertThat(JsonObject.parse(json.toCanonicalBytes(), "again")).isEqualTo(json);
        } catch (RegshapeException e) {
            assertThat(e).hasMessageContaining("fuzz");
        }
    }

    @FuzzTest
    void layersAreReadOrRefused(byte[] bytes) throws IOException {
        try {
            LayerWriter.write(
                    LayerSource.of("fuzz", new ByteArrayInputStream(bytes)),
                    LayerOptions.defaults(),
                    OutputStream.nullOutputStream(),
                    ProgressListener.NONE);
        } catch (RegshapeException e) {
            assertThat(e).hasMessageContaining("fuzz");
        }
    }

    /** The first byte chooses the level. */
    @FuzzTest
    void whatIsCompressedComesBack(byte[] bytes) throws IOException {
        int level = bytes.length == 0 ? 6 : 1 + (bytes[0] & 0xff) % 9;
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = Compression.GZIP.compress(gzip, OptionalInt.of(level))) {
            out.write(bytes);
        }
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.toByteArray())).readAllBytes())
                .isEqualTo(bytes);
    }

    @FuzzTest
    void entriesOfATarAreReadOrRefused(byte[] bytes) throws IOException {
        TarReader reader = new TarReader(new ByteArrayInputStream(bytes), "fuzz");
        try {
            Optional<TarReader.Entry> entry = reader.next();
            while (entry.isPresent()) {
                assertThat(entry.get().offset()).isBetween(0L, (long) bytes.length);
                entry = reader.next();
            }
        } catch (RegshapeException e) {
            assertThat(e).hasMessageContaining("fuzz");
        }
    }
}
