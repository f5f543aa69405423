// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeRuleTest {
    @ParameterizedTest
    @CsvSource({"0644, 420", "755, 493", "4755, 2541", "07777, 4095"})
    void readsModes(String text, int mode) {
        assertThat(ModeRule.parse("fileMode", text).file(0)).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0888", "rw-r--r--", "-1", "12", "0o644", "077777"})
    void refusesOtherModes(String text) {
        assertThatThrownBy(() -> ModeRule.parse("fileMode", text))
                .hasMessage("fileMode: '" + text + "' is no mode: it must be an octal number such as 0644, or keep");
    }
}
