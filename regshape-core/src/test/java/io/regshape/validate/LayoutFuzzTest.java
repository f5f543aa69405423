// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.regshape.layout.LayoutReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/** Whatever a layout holds: its validation ends soon, and with findings, never with an exception. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LayoutFuzzTest {
    private static final byte[] EMPTY = LayoutFixture.text("{}");

    private static void validate(MemoryLayout layout) throws IOException {
        Validation validation = LayoutValidator.validate(layout, ValidationOptions.strict());
        assertThat(validation.findings()).allSatisfy(finding -> {
            assertThat(finding.message()).doesNotContain("\n", "\u001b").hasSizeLessThan(2000);
            assertThat(finding.where()).isNotEmpty();
        });
        assertThat(validation.images())
                .allSatisfy(image -> assertThat(image.title()).isNotEmpty());
    }

    @FuzzTest
    void anyMarker(byte[] bytes) throws IOException {
        validate(new MemoryLayout().document(LayoutReader.MARKER, bytes));
    }

    @FuzzTest
    void anyIndex(byte[] bytes) throws IOException {
        validate(new MemoryLayout().document(LayoutReader.INDEX, bytes));
        validate(new MemoryLayout().entry(LayoutFixture.INDEX, bytes));
    }

    @FuzzTest
    void anyManifest(byte[] bytes) throws IOException {
        validate(new MemoryLayout().entry(LayoutFixture.MANIFEST, bytes));
    }

    @FuzzTest
    void anyConfig(byte[] bytes) throws IOException {
        validate(new MemoryLayout().image(bytes, LayoutFixture.LAYER, new LayerTar().bytes()));
    }

    @FuzzTest
    void anyStage(byte[] bytes) throws IOException {
        validate(new MemoryLayout().document(LayoutReader.STAGE, bytes));
    }

    @FuzzTest
    void anyTar(byte[] bytes) throws IOException {
        validate(new MemoryLayout().image(EMPTY, LayoutFixture.LAYER, bytes));
        validate(new MemoryLayout().image(EMPTY, LayoutFixture.LAYER + "+gzip", bytes));
    }
}
