// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxLicensesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Apache-2.0", "MIT", "EPL-2.0", "GPL-2.0-or-later", "0BSD"})
    void anIdentifierStaysAsItIs(String id) {
        assertThat(SpdxLicenses.find(id)).contains(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The Apache Software License, Version 2.0  | Apache-2.0
                    Apache License, Version 2.0               | Apache-2.0
                    apache license 2.0                        | Apache-2.0
                    The MIT License                           | MIT
                    The MIT License (MIT)                     | MIT
                    BSD 3-Clause License                      | BSD-3-Clause
                    Eclipse Public License v2.0               | EPL-2.0
                    Eclipse Public License - v 2.0            | EPL-2.0
                    GPL2 w/ CPE                               | GPL-2.0-only WITH Classpath-exception-2.0
                    Mozilla Public License, Version 2.0       | MPL-2.0
                    """)
    void aWellKnownNameIsMapped(String name, String id) {
        assertThat(SpdxLicenses.find(name)).contains(id);
    }

    @Test
    void nothingIsGuessed() {
        assertThat(SpdxLicenses.find("Proprietary")).isEmpty();
        assertThat(SpdxLicenses.find("Apache")).isEmpty();
        assertThat(SpdxLicenses.find("BSD")).isEmpty();
        assertThat(SpdxLicenses.find("GNU General Public License")).isEmpty();
        assertThat(SpdxLicenses.find("")).isEmpty();
    }
}
