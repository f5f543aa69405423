// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.regshape.layout.LayoutReader;
import java.time.Duration;

/** Whatever a layout holds: its validation ends soon, and with findings, never with an exception. */
class LayoutFuzzTest {
    private static final byte[] EMPTY = LayoutFixture.text("{}");

    private static void validate(MemoryLayout layout) {
        // A limit for each input: one on the method would end the fuzzing itself.
        Validation validation = assertTimeout(
                Duration.ofSeconds(10), () -> LayoutValidator.validate(layout, ValidationOptions.strict()));
        assertThat(validation.findings()).allSatisfy(finding -> {
            assertThat(finding.message()).doesNotContain("\n", "\u001b").hasSizeLessThan(2000);
            assertThat(finding.where()).isNotEmpty().doesNotContain("\n", "\u001b");
        });
        assertThat(validation.images())
                .allSatisfy(image -> assertThat(image.title()).isNotEmpty().doesNotContain("\n", "\u001b"));
    }

    @FuzzTest
    void anyMarker(byte[] bytes) {
        validate(new MemoryLayout().document(LayoutReader.MARKER, bytes));
    }

    @FuzzTest
    void anyIndex(byte[] bytes) {
        validate(new MemoryLayout().document(LayoutReader.INDEX, bytes));
        validate(new MemoryLayout().entry(LayoutFixture.INDEX, bytes));
    }

    @FuzzTest
    void anyManifest(byte[] bytes) {
        validate(new MemoryLayout().entry(LayoutFixture.MANIFEST, bytes));
    }

    @FuzzTest
    void anyConfig(byte[] bytes) {
        validate(new MemoryLayout().image(bytes, LayoutFixture.LAYER, new LayerTar().bytes()));
    }

    @FuzzTest
    void anyStage(byte[] bytes) {
        validate(new MemoryLayout().document(LayoutReader.STAGE, bytes));
    }

    @FuzzTest
    void anyTar(byte[] bytes) {
        validate(new MemoryLayout().image(EMPTY, LayoutFixture.LAYER, bytes));
        validate(new MemoryLayout().image(EMPTY, LayoutFixture.LAYER + "+gzip", bytes));
    }
}
