// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\tb", "a\0b", "a\u001bb", "a\u007fb", "a\u0085b", "a\u2028b", "a\u2029b"})
    void refusesANameThatIsMoreThanALine(String name) {
        assertThatThrownBy(() -> LayerRequest.of(name, List.of()))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("the layer name 'a?b' has a line break or another control character in it, shown as ?:"
                        + " it must be one line of text, for example libs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void refusesAnEmptyName(String name) {
        assertThatThrownBy(() -> LayerRequest.of(name, List.of()))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("a layer has no name");
    }

    @Test
    void takesAnyOtherName() {
        assertThat(LayerRequest.of("naïve 日本 😀 'x'", List.of()).name()).isEqualTo("naïve 日本 😀 'x'");
    }
}
