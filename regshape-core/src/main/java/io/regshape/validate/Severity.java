// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad a finding is, from harmless to broken. */
public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Something that SHOULD be otherwise, or that confuses some readers. */
    WARNING,
    /** Something that MUST be otherwise, or that readers refuse. */
    ERROR;

    /** Returns the name in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a severity by its name in lower case. */
    static Optional<Severity> find(String id) {
        return Arrays.stream(values()).filter(known -> known.id().equals(id)).findFirst();
    }
}
