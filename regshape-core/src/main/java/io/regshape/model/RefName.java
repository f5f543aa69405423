// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an entry in {@code index.json}, for example {@code latest} (annotations.md,
 * {@code org.opencontainers.image.ref.name}).
 *
 * @param value the text form
 */
public record RefName(String value) {
    /** Possessive, so that no long name makes the matcher go back. */
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9]++(?:(?:--|[-._:@+/])[A-Za-z0-9]++)*+");

    /**
     * Checks the text against the grammar.
     *
     * @throws RegshapeException if it does not follow it
     */
    public RefName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "'" + value + "' is no reference name: it must be letters and digits of ASCII, with single "
                            + "separators out of - . _ : @ + / between them, for example latest or 1.2.0");
        }
    }

    /**
     * Reads a reference name.
     *
     * @throws RegshapeException if it does not follow the grammar
     */
    public static RefName parse(String text) {
        return new RefName(text);
    }

    // Written out, as is hashCode, for builds to start fast: ARCHITECTURE.md, "Conventions".
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RefName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the text form. */
    @Override
    public String toString() {
        return value;
    }
}
