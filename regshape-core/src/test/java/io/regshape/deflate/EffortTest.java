// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {
    @ParameterizedTest
    @CsvSource({
        "1, FASTEST",
        "2, FASTEST",
        "3, NORMAL",
        "4, NORMAL",
        "5, NORMAL",
        "6, NORMAL",
        "7, HIGH",
        "8, HIGH",
        "9, HIGHEST"
    })
    void isWhatTheLevelsStandFor(int level, Effort effort) {
        assertThat(Effort.of(level)).isEqualTo(effort);
    }
}
