// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerReaderTest {

    private static Digest diffId(byte[] blob, Compression compression) throws IOException {
        return LayerReader.diffId(new ByteArrayInputStream(blob), compression.layerMediaType(), "blob x");
    }

    @ParameterizedTest
    @EnumSource
    void findsTheDigestOfTheUncompressedBytes(Compression compression) throws IOException {
        byte[] blob = Inputs.compress(compression, Inputs.tar());
        assertThat(diffId(blob, compression)).isEqualTo(Inputs.sha256(Inputs.tar()));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void refusesDamagedBytes(Compression compression) {
        byte[] blob = Inputs.compress(compression, Inputs.tar());
        for (int length : new int[] {0, 1, 5, blob.length / 2, blob.length - 1, blob.length + 1}) {
            assertThatThrownBy(() -> diffId(Arrays.copyOf(blob, length), compression))
                    .as("%d bytes", length)
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageStartingWith("blob x is damaged or cut short " + compression.id() + " data: ")
                    .extracting("kind")
                    .isEqualTo(Kind.BAD_LAYOUT);
        }
    }

    @Test
    void refusesBytesThatAreCompressedInAnotherWay() {
        byte[] blob = Inputs.compress(Compression.ZSTD, Inputs.tar());
        assertThatThrownBy(() -> diffId(blob, Compression.GZIP))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("blob x is damaged or cut short gzip data: it is no gzip data");
    }

    @Test
    void aBlobThatCannotBeReadIsTheMachinesFault() {
        InputStream broken = new BrokenInput(new IOException("Input/output error"));
        assertThatThrownBy(() -> LayerReader.diffId(broken, MediaType.LAYER_TAR_GZIP, "blob x"))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read blob x: Input/output error");
    }

    @Test
    void hasNoAnswerForWhatIsNoImageLayer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerReader.diffId(InputStream.nullInputStream(), MediaType.EMPTY, "blob x"));
    }
}
