// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.RegshapeException;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damages layers at random: the answer is a blob whose diff id is true, or a RegshapeException. */
class LayerMutationTest {

    @ParameterizedTest
    @EnumSource
    void nothingButOurOwnErrorComesOut(Compression compression) throws Exception {
        Random random = new Random(RandomSeed.of(getClass()));
        byte[] tar = new RawTar()
                .pax('x', "path", "naïve/name")
                .file("a", "text".repeat(500))
                .symbolicLink("link", "a")
                .end();
        byte[] layer = Inputs.compress(compression, tar);
        for (int round = 0; round < 400; round++) {
            byte[] input = mutate(random, layer);
            Compression format = List.of(Compression.values()).get(random.nextInt(3));
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            try {
                LayerContent content = LayerWriter.write(
                        LayerSource.of("layer.bin", new ByteArrayInputStream(input)),
                        LayerOptions.defaults().withCompressFormat(format),
                        blob,
                        ProgressListener.NONE);
                assertThat(content.diffId()).contains(Inputs.sha256(Inputs.decompress(format, blob.toByteArray())));
            } catch (RegshapeException e) {
                assertThat(e.getMessage()).startsWith("layer.bin");
            }
        }
        Inputs.assertNoThreadLeft();
    }

    private static byte[] mutate(Random random, byte[] layer) throws IOException {
        byte[] bytes = layer.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = random.nextInt(5); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> {
                int from = random.nextInt(bytes.length);
                int to = from + random.nextInt(bytes.length - from);
                bytes = Inputs.concat(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
            }
            default -> random.nextBytes(bytes);
        }
        return bytes;
    }
}
