// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {
    @Test
    void readsOwners() {
        assertThat(Owner.parse("1000:50")).isEqualTo(new Owner(1000, 50));
        assertThat(Owner.parse("7")).isEqualTo(new Owner(7, 7));
        for (String text : List.of("", "root", "1:", ":1", "-1:0", "1:2:3", "99999999999")) {
            assertThatThrownBy(() -> Owner.parse(text)).hasMessageStartingWith("owner: '" + text + "' is not valid");
        }
    }
}
