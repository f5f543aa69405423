// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.preset.SpringBootLayers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpringBootLayersTest {
    private static final String INDEX = """
            - "dependencies":
              - "BOOT-INF/lib/a.jar"
              - "BOOT-INF/lib/b.jar"
            - "snapshot-dependencies":
            - "application":
              - "BOOT-INF/"
              - "META-INF/"
            """;

    @Test
    void keepsTheOrderOfTheIndexAndLayersWithoutPaths() {
        assertThat(SpringBootLayers.parse(INDEX, "x").layers())
                .extracting(Layer::name)
                .containsExactly("dependencies", "snapshot-dependencies", "application");
    }

    @Test
    void readsLinesThatEndAsOnWindows() {
        assertThat(SpringBootLayers.parse(INDEX.replace("\n", "\r\n"), "x"))
                .isEqualTo(SpringBootLayers.parse(INDEX, "x"));
    }

    @Test
    void takesTheFirstLayerThatHoldsAFile() {
        assertThat(layerOf("BOOT-INF/lib/a.jar")).isEqualTo("dependencies");
        assertThat(layerOf("BOOT-INF/lib/a.jar.sha1")).isEqualTo("application");
        assertThat(layerOf("BOOT-INF/lib/c.jar")).isEqualTo("application");
        assertThat(layerOf("META-INF/MANIFEST.MF")).isEqualTo("application");
        assertThat(layerOf("META-INF")).isEqualTo("none");
        assertThat(layerOf("org/Other.class")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dependencies:",
                "- dependencies:\n  - a",
                "- \"a\":\n- \"b\"",
                "- \"a\":\n   - \"b\"",
                "- \"a\":\n\t- \"b\"",
                "  - \"a\"",
                "- \"\":",
                "# comment",
                "- \"a\": [\"b\"]"
            })
    void refusesALineThatSpringBootDoesNotWrite(String index) {
        assertThatThrownBy(() -> SpringBootLayers.parse(index, "the index"))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("the index has the line '")
                .hasMessageContaining("it must be a layer");
    }

    @Test
    void refusesAnEmptyIndexAndALayerThatIsThereTwice() {
        assertThatThrownBy(() -> SpringBootLayers.parse("\n", "the index"))
                .hasMessageStartingWith("the index is empty: it must be");
        assertThatThrownBy(() -> SpringBootLayers.parse(INDEX + "- \"application\":\n", "the index"))
                .hasMessageContaining("the layer 'application' twice");
    }

    private static String layerOf(String file) {
        return SpringBootLayers.parse(INDEX, "x").layerOf(file).map(Layer::name).orElse("none");
    }
}
