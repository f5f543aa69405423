// SPDX-License-Identifier: Apache-2.0
package io.regshape;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says that an input cannot be used, in words that tell its owner how to mend it.
 *
 * <p>A machine that failed (disk, permissions) is a {@link java.io.IOException} instead. Whoever throws this has left
 * everything that was there before as it was.
 */
public final class RegshapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What sort of input is at fault. */
    public enum Kind {
        /** A value that the caller gave: a parameter, a name, a path. */
        INVALID_VALUE,
        /** A step out of order: no layout there yet, nothing staged, a config that no longer fits. */
        WRONG_STATE,
        /** The bytes of an input file: not a tar, cut short, another compression than was said. */
        BAD_CONTENT,
        /** A document or blob of the layout itself that does not say what it should. */
        BAD_LAYOUT
    }

    private final Kind kind;

    /**
     * Makes an error with a message for the user.
     *
     * @param kind what sort of input is at fault
     * @param message what is wrong, the value, where it came from, and what would be right
     */
    public RegshapeException(Kind kind, String message) {
        this(kind, message, null);
    }

    /**
     * Makes an error with a message for the user and the error that led to it.
     *
     * @param kind what sort of input is at fault
     * @param message what is wrong, the value, where it came from, and what would be right
     * @param cause the error beneath, or null
     */
    public RegshapeException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Returns what is wrong, for the user; never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Returns what sort of input is at fault. */
    public Kind kind() {
        return kind;
    }
}
