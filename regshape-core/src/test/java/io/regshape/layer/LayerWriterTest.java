// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerWriterTest {
    private static final byte[] TAR = Inputs.tar();
    private static final MediaType SBOM = MediaType.parse("application/spdx+json");
    private static final LayerOptions DEFAULTS = LayerOptions.defaults();

    private final ByteArrayOutputStream blob = new ByteArrayOutputStream();

    /** An input that is a layer. */
    private static final class Input {
        private final String name;
        private final Compression compression;
        private final byte[] bytes;

        Input(String name, Compression compression, byte[] bytes) {
            this.name = name;
            this.compression = compression;
            this.bytes = bytes;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Input> inputs() {
        byte[] front = Arrays.copyOf(TAR, 3000);
        byte[] back = Arrays.copyOfRange(TAR, 3000, TAR.length);
        byte[] skippable = {0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7};
        byte[] zstd = Inputs.compress(Compression.ZSTD, front, back);
        return List.of(
                new Input("tar", Compression.NONE, TAR),
                new Input("gzip", Compression.GZIP, Inputs.compress(Compression.GZIP, TAR)),
                new Input("gzip of two members", Compression.GZIP, Inputs.compress(Compression.GZIP, front, back)),
                new Input("zstd", Compression.ZSTD, Inputs.compress(Compression.ZSTD, TAR)),
                new Input("zstd of four frames", Compression.ZSTD, Inputs.concat(skippable, zstd, skippable)));
    }

    private static Stream<Object[]> inputsAndFormats() {
        List<Object[]> rows = new ArrayList<>();
        for (Input input : inputs()) {
            rows.add(new Object[] {input, Optional.empty()});
            for (Compression format : Compression.values()) {
                rows.add(new Object[] {input, Optional.of(format)});
            }
        }
        return rows.stream();
    }

    private LayerContent write(byte[] input, LayerOptions options) throws IOException {
        return write(input, options, blob);
    }

    private static LayerContent write(byte[] input, LayerOptions options, OutputStream blob) throws IOException {
        LayerSource source = LayerSource.of("layer.bin", new ByteArrayInputStream(input));
        return LayerWriter.write(source, options, blob, ProgressListener.NONE);
    }

    @ParameterizedTest
    @MethodSource("inputsAndFormats")
    void storesALayerInTheFormatThatIsAskedFor(Input input, Optional<Compression> format) throws Exception {
        Compression same = input.compression == Compression.NONE ? Compression.GZIP : input.compression;
        Compression expected = format.orElse(same);
        LayerOptions options = format.map(DEFAULTS::withCompressFormat).orElse(DEFAULTS);
        LayerContent content = write(input.bytes, options);
        assertThat(content.mediaType()).isEqualTo(expected.layerMediaType());
        LayerSource source = LayerSource.of("layer.bin", new ByteArrayInputStream(input.bytes));
        assertThat(LayerWriter.mediaTypeOf(source, options)).isEqualTo(content.mediaType());
        assertThat(content.diffId()).contains(Inputs.sha256(TAR));
        assertThat(Inputs.decompress(expected, blob.toByteArray())).isEqualTo(TAR);
        if (input.compression == expected) {
            assertThat(blob.toByteArray()).isEqualTo(input.bytes);
        }
        Inputs.assertNoThreadLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.oci.image.layer.v1.tar, NONE",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd, ZSTD",
        "application/vnd.docker.image.rootfs.diff.tar.gzip, GZIP"
    })
    void aPlainTarBecomesWhatAnImageLayersMediaTypeSays(MediaType type, Compression expected) throws IOException {
        for (LayerOptions options : List.of(DEFAULTS, DEFAULTS.withCompressFormat(expected))) {
            blob.reset();
            LayerContent content = write(TAR, options.withMediaType(type));
            assertThat(content.mediaType()).isEqualTo(type);
            assertThat(content.diffId()).contains(Inputs.sha256(TAR));
            assertThat(Inputs.decompress(expected, blob.toByteArray())).isEqualTo(TAR);
        }
    }

    @Test
    void aCompressedTarKeepsItsBytesUnderAMediaTypeThatFits() throws IOException {
        byte[] gzip = Inputs.compress(Compression.GZIP, TAR);
        MediaType type = MediaType.parse("application/vnd.docker.image.rootfs.diff.tar.gzip");
        assertThat(write(gzip, DEFAULTS.withMediaType(type)).mediaType()).isEqualTo(type);
        assertThat(blob.toByteArray()).isEqualTo(gzip);
    }

    @Test
    void aMediaTypeBesideACompressFormatDescribesTheResult() throws IOException {
        byte[] gzip = Inputs.compress(Compression.GZIP, TAR);
        LayerOptions options = DEFAULTS.withMediaType(MediaType.LAYER_TAR_ZSTD).withCompressFormat(Compression.ZSTD);
        assertThat(write(gzip, options).mediaType()).isEqualTo(MediaType.LAYER_TAR_ZSTD);
        assertThat(Inputs.decompress(Compression.ZSTD, blob.toByteArray())).isEqualTo(TAR);
    }

    @ParameterizedTest
    @CsvSource({"GZIP, 9", "ZSTD, 19"})
    void compressesAtTheLevelThatIsAskedFor(Compression format, int level) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (OutputStream out = format.compress(expected, OptionalInt.of(level))) {
            out.write(TAR);
        }
        write(TAR, DEFAULTS.withCompressFormat(format).withCompressionLevel(level));
        assertThat(blob.toByteArray()).isEqualTo(expected.toByteArray());
    }

    private static Stream<byte[]> anyBytes() {
        return Stream.of(
                TAR,
                Inputs.compress(Compression.GZIP, TAR),
                Arrays.copyOf(Inputs.compress(Compression.GZIP, TAR), 30),
                "{}".getBytes(StandardCharsets.UTF_8),
                new byte[300_000]);
    }

    @ParameterizedTest
    @MethodSource("anyBytes")
    void anArtifactIsStoredAsItIs(byte[] bytes) throws IOException {
        LayerContent content = write(bytes, DEFAULTS.withMediaType(SBOM));
        assertThat(content).isEqualTo(new LayerContent(SBOM, Optional.empty()));
        assertThat(blob.toByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 300_000})
    void aFullDiskIsNoFaultOfTheInput(int room) throws Exception {
        byte[] tar = new RawTar().entry('0', "a", "", randomContent()).end();
        for (Compression input : Compression.values()) {
            byte[] layer = Inputs.compress(input, tar);
            for (Compression format : Compression.values()) {
                assertDiskIsFull(layer, DEFAULTS.withCompressFormat(format), room);
            }
            assertDiskIsFull(layer, DEFAULTS.withMediaType(SBOM), room);
        }
        Inputs.assertNoThreadLeft();
    }

    private static byte[] randomContent() {
        byte[] content = new byte[900_000];
        new Random(1).nextBytes(content);
        return content;
    }

    private static void assertDiskIsFull(byte[] layer, LayerOptions options, int room) {
        assertThatThrownBy(() -> write(layer, options, new FullDisk(room)))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhereTheThreadIsInterrupted(Compression input) throws Exception {
        byte[] layer = Inputs.compress(
                input, new RawTar().entry('0', "a", "", randomContent()).end());
        ProgressListener interrupting = new ProgressListener() {
            @Override
            public void advanced(long bytesRead) {
                if (bytesRead > 300_000) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        for (Compression format : Compression.values()) {
            try {
                assertThatThrownBy(() -> LayerWriter.write(
                                LayerSource.of("layer.bin", new ByteArrayInputStream(layer)),
                                DEFAULTS.withCompressFormat(format),
                                OutputStream.nullOutputStream(),
                                interrupting))
                        .isInstanceOf(InterruptedIOException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        Inputs.assertNoThreadLeft();
    }
}
