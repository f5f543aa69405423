// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;

/** Which mode a file or directory gets in the image: by the rule, a fixed one, or that of its source. */
public final class ModeRule {
    /**
     * The rule: 0755 for directories and for files that their owner may execute, 0644 for other files. So the umask and
     * the group rights of a machine do not reach the image.
     */
    public static final ModeRule DEFAULT = new ModeRule(Choice.RULE, 0);

    /** The mode of the source. */
    public static final ModeRule KEEP = new ModeRule(Choice.KEEP, 0);

    private static final int EXECUTABLE_BY_OWNER = 0100;

    private enum Choice {
        RULE,
        KEEP,
        FIXED
    }

    private final Choice choice;
    private final int mode;

    private ModeRule(Choice choice, int mode) {
        this.choice = choice;
        this.mode = mode;
    }

    /**
     * Reads the text form.
     *
     * @param parameter what gives it, for the message
     * @param text an octal number of up to four digits, or {@code keep}
     * @throws RegshapeException if it is neither
     */
    public static ModeRule parse(String parameter, String text) {
        String trimmed = text.trim();
        if (trimmed.equals("keep")) {
            return KEEP;
        }
        if (!trimmed.matches("0?[0-7]{3,4}")) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    parameter + ": '" + text + "' is no mode: it must be an octal number such as 0644, or keep");
        }
        return of(Integer.parseInt(trimmed, 8));
    }

    /** Returns the rule that gives one mode to all. */
    public static ModeRule of(int mode) {
        return new ModeRule(Choice.FIXED, mode);
    }

    /** Returns whether somebody chose a mode, so that this rule goes before one that nobody chose. */
    boolean isChosen() {
        return choice != Choice.RULE;
    }

    int file(int sourceMode) {
        return switch (choice) {
            case FIXED -> mode;
            case KEEP -> sourceMode;
            case RULE -> (sourceMode & EXECUTABLE_BY_OWNER) == 0 ? 0644 : 0755;
        };
    }

    int directory(int sourceMode) {
        return switch (choice) {
            case FIXED -> mode;
            case KEEP -> sourceMode;
            case RULE -> 0755;
        };
    }
}
