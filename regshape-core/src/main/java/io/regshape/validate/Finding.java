// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/**
 * One place where a layout breaks a rule.
 *
 * @param rule the rule
 * @param where the file or blob, and where it helps the JSON pointer in it
 * @param message what is wrong
 */
public record Finding(Rule rule, String where, String message) {
    /** Returns how bad it is. */
    public Severity severity() {
        return rule.severity();
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return rule.id() + " " + where + ": " + message;
    }
}
