// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

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
        return switch (this) {
            case INFO -> "info";
            case WARNING -> "warning";
            case ERROR -> "error";
        };
    }
}
