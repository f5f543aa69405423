// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.digest.Digest;
import io.regshape.files.Owner;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The values that write out what makes them equal. */
class ValueEqualityTest {
    /** Three in a row: a value, an equal one, another one. */
    private static final Object[][] VALUES = {
        {Digest.parse("a+b:x"), Digest.parse("a+b:x"), Digest.parse("a+b:y")},
        {Digest.parse("a+b:x"), Digest.parse("a+b:x"), Digest.parse("a+c:x")},
        {MediaType.parse("a/b"), MediaType.parse("a/b"), MediaType.parse("a/c")},
        {Owner.parse("1:2"), Owner.parse("1:2"), Owner.parse("2:2")},
        {Owner.parse("1:2"), Owner.parse("1:2"), Owner.parse("1:3")},
        {RefName.parse("a"), RefName.parse("a"), RefName.parse("b")},
        {Timestamp.parse("2026-01-02T03:04:05Z"), Timestamp.parse("1767323045"), Timestamp.parse("1767323046")},
        {Index.empty(), Index.empty(), new Index(Index.empty().json().with("annotations", 1))}
    };

    @TestFactory
    Stream<DynamicTest> equalValues() {
        return Stream.of(VALUES)
                .map(values -> DynamicTest.dynamicTest(values[0].toString(), () -> {
                    assertThat(values[0]).isEqualTo(values[1]).hasSameHashCodeAs(values[1]);
                    assertThat(values[0]).isNotEqualTo(values[2]).isNotEqualTo(values[0].toString());
                    assertThat(values[0].equals(null)).isFalse();
                }));
    }
}
