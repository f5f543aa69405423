// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.MediaType;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

    @ParameterizedTest
    @EnumSource
    void parsesItsOwnName(Compression compression) {
        assertThat(Compression.parse(compression.id())).isSameAs(compression);
    }

    @Test
    void listsTheNamesWhereOneIsUnknown() {
        assertThatThrownBy(() -> Compression.parse("GZIP"))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'GZIP' is no compressFormat: it must be gzip, zstd or none")
                .extracting("kind")
                .isEqualTo(Kind.INVALID_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.oci.image.layer.v1.tar, NONE",
        "application/vnd.oci.image.layer.v1.tar+gzip, GZIP",
        "application/vnd.oci.image.layer.v1.tar+zstd, ZSTD",
        "application/vnd.oci.image.layer.nondistributable.v1.tar, NONE",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip, GZIP",
        "application/vnd.docker.image.rootfs.diff.tar.gzip, GZIP",
        "application/vnd.docker.image.rootfs.foreign.diff.tar, NONE"
    })
    void isToldByTheMediaTypeOfAnImageLayer(String mediaType, Compression expected) {
        assertThat(Compression.of(MediaType.parse(mediaType))).isSameAs(expected);
    }

    @Test
    void isNotToldByTheMediaTypeOfSomethingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> Compression.of(MediaType.parse("text/gzip")));
    }

    @ParameterizedTest
    @CsvSource({"GZIP, 0", "GZIP, 10", "GZIP, -1", "ZSTD, 0", "ZSTD, 23"})
    void refusesLevelsThatItDoesNotHave(Compression compression, int level) {
        assertThatThrownBy(() -> compression.checkLevel(level))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(
                        "compressionLevel " + level + " is out of range for " + compression.id() + ": it must be 1 to");
    }

    @Test
    void refusesAnyLevelWhereNothingIsCompressed() {
        assertThatThrownBy(() -> Compression.NONE.checkLevel(1))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("compressionLevel 1 is given, but nothing is compressed");
    }

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItWrote(Compression compression) throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        int block = 256 * 1024;
        int dictionary = 32 * 1024;
        int[] lengths = {
            0, 1, 2, 511, dictionary - 1, dictionary, dictionary + 1, block - 1, block, block + 1, 2 * block, 500_000
        };
        for (int length : lengths) {
            byte[] input = Inputs.randomBytes(random, length);
            byte[] compressed = Inputs.compress(compression, input);
            assertThat(Inputs.decompress(compression, compressed)).isEqualTo(input);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesTheSameBytesHoweverTheyArrive(Compression compression) throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        byte[] input = Inputs.mixedBytes(random, 300_000 + random.nextInt(100_000));
        byte[] expected = Inputs.compress(compression, input);
        for (int most : new int[] {1, 7_000, 131_072, 250_000}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = compression.compress(bytes, OptionalInt.empty())) {
                for (int at = 0; at < input.length; ) {
                    int n = Math.min(1 + random.nextInt(most), input.length - at);
                    if (n == 1) {
                        out.write(input[at]);
                    } else {
                        out.write(input, at, n);
                    }
                    out.flush();
                    at += n;
                }
            }
            assertThat(bytes.toByteArray()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheStreamBeneathOpenAndCanBeClosedTwice(Compression compression) throws IOException {
        boolean[] closed = {false};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        OutputStream out = compression.compress(bytes, OptionalInt.empty());
        out.write('x');
        out.close();
        int length = bytes.size();
        out.close();
        InputStream in = compression.decompress(new ByteArrayInputStream(bytes.toByteArray()) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        assertThat(in.read()).isEqualTo('x');
        assertThat(in.read()).isEqualTo(-1);
        in.close();
        in.close();
        assertThat(bytes.size()).isEqualTo(length);
        assertThat(closed[0]).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GZIP, 1", "GZIP, 9", "ZSTD, 1", "ZSTD, 19"})
    void compressesAtTheLevelThatIsAskedFor(Compression compression, int level) throws IOException {
        byte[] input = Inputs.tar();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(bytes, OptionalInt.of(level))) {
            out.write(input);
        }
        assertThat(bytes.toByteArray()).isNotEqualTo(Inputs.compress(compression, input));
        assertThat(Inputs.decompress(compression, bytes.toByteArray())).isEqualTo(input);
    }

    /** The class loader has our classes and the JDK's: a use of zstd-jni or commons-compress would fail. */
    @Test
    void gzipAndPlainLayersNeedNoLibrary(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("layer.tar"), Inputs.tar());
        URL classes = LayerWriter.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> source = loader.loadClass(LayerSource.class.getName());
            Class<?> options = loader.loadClass(LayerOptions.class.getName());
            Class<?> listener = loader.loadClass(ProgressListener.class.getName());
            Method write = loader.loadClass(LayerWriter.class.getName())
                    .getMethod("write", source, options, OutputStream.class, listener);
            Object defaults = options.getMethod("defaults").invoke(null);
            Object none = listener.getField("NONE").get(null);
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            write.invoke(null, source.getMethod("of", Path.class).invoke(null, file), defaults, blob, none);
            Files.write(file, blob.toByteArray());
            write.invoke(null, source.getMethod("of", Path.class).invoke(null, file), defaults, blob, none);
            assertThat(blob.size()).isEqualTo(2 * Files.size(file));
        }
    }
}
