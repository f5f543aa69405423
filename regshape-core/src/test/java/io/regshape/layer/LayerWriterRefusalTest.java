// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerWriterRefusalTest {
    private static final byte[] TAR = Inputs.tar();
    private static final MediaType SBOM = MediaType.parse("application/spdx+json");
    private static final LayerOptions DEFAULTS = LayerOptions.defaults();

    private final ByteArrayOutputStream blob = new ByteArrayOutputStream();

    private LayerContent write(byte[] input, LayerOptions options) throws IOException {
        return write(input, options, blob);
    }

    private static LayerContent write(byte[] input, LayerOptions options, OutputStream blob) throws IOException {
        LayerSource source = LayerSource.of("layer.bin", new ByteArrayInputStream(input));
        return LayerWriter.write(source, options, blob, ProgressListener.NONE);
    }

    private AbstractThrowableAssert<?, ?> assertRefused(byte[] input, LayerOptions options, Kind kind) {
        return assertThatThrownBy(() -> write(input, options))
                .isInstanceOf(RegshapeException.class)
                .satisfies(e -> assertThat(((RegshapeException) e).kind()).isEqualTo(kind));
    }

    @Test
    void refusesToCompressAnArtifact() {
        LayerOptions artifact = DEFAULTS.withMediaType(SBOM);
        assertRefused(TAR, artifact.withCompressFormat(Compression.GZIP), Kind.INVALID_VALUE)
                .hasMessage("compressFormat gzip is given, but mediaType application/spdx+json is of no image layer, so"
                        + " layer.bin is stored as it is: leave out one of the two");
        assertRefused(TAR, artifact.withCompressionLevel(5), Kind.INVALID_VALUE)
                .hasMessageStartingWith("compressionLevel 5 is given, but mediaType application/spdx+json is of");
    }

    private static Stream<Object[]> noLayers() {
        return Stream.of(
                new Object[] {new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1}, "xz data"},
                new Object[] {"BZh91AY".getBytes(StandardCharsets.UTF_8), "bzip2 data"},
                new Object[] {"PK\003\004...".getBytes(StandardCharsets.UTF_8), "a zip or jar file"},
                new Object[] {"{}".getBytes(StandardCharsets.UTF_8), "data of an unknown kind"},
                new Object[] {"x".repeat(2000).getBytes(StandardCharsets.UTF_8), "data of an unknown kind"});
    }

    @ParameterizedTest
    @MethodSource("noLayers")
    void refusesOtherBytesAndSaysWhatTheyAre(byte[] bytes, String what) {
        assertRefused(bytes, DEFAULTS, Kind.BAD_CONTENT)
                .hasMessageStartingWith("layer.bin is no image layer but " + what + ": ")
                .hasMessageEndingWith(", or give its own mediaType if it is an artifact");
        assertRefused(bytes, DEFAULTS.withCompressFormat(Compression.ZSTD), Kind.BAD_CONTENT)
                .hasMessageContaining(what);
        assertRefused(bytes, DEFAULTS.withMediaType(MediaType.LAYER_TAR_GZIP), Kind.BAD_CONTENT)
                .hasMessageStartingWith("layer.bin is " + what + ", which contradicts mediaType "
                        + "application/vnd.oci.image.layer.v1.tar+gzip");
        assertThat(blob.size()).isZero();
    }

    @Test
    void saysWhatToDoWithXz() {
        byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1};
        assertRefused(xz, DEFAULTS, Kind.BAD_CONTENT)
                .hasMessageContaining("decompress it (layers are plain, gzip or zstd tars)");
    }

    @Test
    void refusesAMediaTypeThatContradictsTheBytes() {
        byte[] gzip = Inputs.compress(Compression.GZIP, TAR);
        assertRefused(gzip, DEFAULTS.withMediaType(MediaType.LAYER_TAR_ZSTD), Kind.INVALID_VALUE)
                .hasMessage("mediaType application/vnd.oci.image.layer.v1.tar+zstd contradicts layer.bin, which is gzip"
                        + " data: leave it out, or add compressFormat zstd to convert the layer");
        assertRefused(gzip, DEFAULTS.withMediaType(MediaType.LAYER_TAR), Kind.INVALID_VALUE)
                .hasMessageContaining("add compressFormat none");
    }

    @Test
    void refusesAMediaTypeThatContradictsTheFormat() {
        LayerOptions options = DEFAULTS.withMediaType(MediaType.LAYER_TAR_ZSTD).withCompressFormat(Compression.GZIP);
        assertRefused(TAR, options, Kind.INVALID_VALUE)
                .hasMessage("mediaType application/vnd.oci.image.layer.v1.tar+zstd contradicts compressFormat gzip:"
                        + " leave out one of them");
    }

    @Test
    void refusesALevelWhereNothingIsCompressed() {
        byte[] zstd = Inputs.compress(Compression.ZSTD, TAR);
        assertRefused(zstd, DEFAULTS.withCompressionLevel(7), Kind.INVALID_VALUE)
                .hasMessage("compressionLevel 7 is given, but layer.bin is zstd data already and taken byte for byte:"
                        + " leave it out, or give the plain tar");
        assertRefused(TAR, DEFAULTS.withCompressFormat(Compression.NONE).withCompressionLevel(7), Kind.INVALID_VALUE)
                .hasMessageContaining("compressionLevel 7 is given, but nothing is compressed (none)");
        assertRefused(TAR, DEFAULTS.withCompressionLevel(10), Kind.INVALID_VALUE)
                .hasMessageContaining("out of range for gzip: it must be 1 to 9");
    }

    private static Stream<Object[]> damagedLayers() {
        List<Object[]> rows = new ArrayList<>();
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
            byte[] layer = Inputs.compress(compression, TAR);
            byte[] changed = layer.clone();
            changed[layer.length - 1 - 4] ^= 1;
            rows.add(new Object[] {compression + " cut", Arrays.copyOf(layer, layer.length - 3), "cut short"});
            rows.add(new Object[] {compression + " cut in half", Arrays.copyOf(layer, layer.length / 2), "cut short"});
            rows.add(new Object[] {compression + " + garbage", Inputs.concat(layer, garbage), "damaged or cut short"});
            rows.add(new Object[] {compression + " changed", changed, "damaged or cut short"});
            rows.add(new Object[] {
                compression + " of no tar", Inputs.compress(compression, garbage), "it holds no tar, only 7 bytes"
            });
            rows.add(new Object[] {compression + " of nothing", Inputs.compress(compression, new byte[0]), "no tar"});
            rows.add(new Object[] {
                compression + " twice", Inputs.compress(compression, Inputs.compress(compression, noise())), "it holds "
            });
            byte[] shortTar = Arrays.copyOf(TAR, TAR.length - 1024);
            rows.add(new Object[] {
                compression + " of a tar cut short", Inputs.compress(compression, shortTar), "it is cut short"
            });
        }
        rows.add(new Object[] {"tar cut short", Arrays.copyOf(TAR, TAR.length - 2000), "it is cut short"});
        rows.add(new Object[] {"two tars", Inputs.concat(TAR, TAR), "bytes follow the end of the tar"});
        return rows.stream();
    }

    private static byte[] noise() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        return noise;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagedLayers")
    void refusesADamagedLayerInAnyFormat(String what, byte[] layer, String message) throws Exception {
        for (LayerOptions options : Stream.concat(
                        Stream.of(DEFAULTS), Arrays.stream(Compression.values()).map(DEFAULTS::withCompressFormat))
                .toList()) {
            assertRefused(layer, options, Kind.BAD_CONTENT)
                    .hasMessageStartingWith("layer.bin")
                    .hasMessageContaining(message);
        }
        Inputs.assertNoThreadLeft();
    }

    @Test
    void refusesPathsThatALayerMustNotHold() {
        byte[] tar = new RawTar().file("a").file("./a").end();
        for (Compression compression : Compression.values()) {
            assertRefused(Inputs.compress(compression, tar), DEFAULTS, Kind.BAD_CONTENT)
                    .hasMessage("layer.bin: the path './a' is there twice: a layer holds each path once (layer.md)");
        }
    }
}
