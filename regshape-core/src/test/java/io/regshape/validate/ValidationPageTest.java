// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/validation.md to the rules. */
class ValidationPageTest {

    @Test
    void theTableHasEveryRule() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/validation.md")).stream()
                .filter(line -> line.startsWith("| `OCI-") || line.startsWith("| `REGSHAPE-"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Rule.all().stream().map(ValidationPageTest::row).toList());
    }

    private static String row(Rule rule) {
        String severity = rule.severity().id() + (rule.interop() ? ", interop" : "");
        return "| `" + rule.id() + "` | " + severity + " | " + rule.spec() + " | " + rule.why() + " | " + rule.fix()
                + " |";
    }
}
