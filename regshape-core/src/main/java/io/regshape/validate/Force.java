// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/** Where a rule comes from, which says how bad it is to break it. */
enum Force {
    /** The spec: MUST, REQUIRED. */
    MUST(Severity.ERROR, false),
    /** The spec is silent or says MAY, but readers refuse the image, or it can do harm. */
    REFUSED(Severity.ERROR, true),
    /** The spec: SHOULD. */
    SHOULD(Severity.WARNING, false),
    /** The spec is silent, and readers disagree. */
    DISPUTED(Severity.WARNING, true),
    /** Nobody asks for it. */
    NOTE(Severity.INFO, false);

    private final Severity severity;
    private final boolean interop;

    Force(Severity severity, boolean interop) {
        this.severity = severity;
        this.interop = interop;
    }

    Severity severity() {
        return severity;
    }

    boolean interop() {
        return interop;
    }
}
