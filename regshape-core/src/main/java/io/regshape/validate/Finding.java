// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/**
 * One place where a layout breaks a rule.
 *
 * @param rule the rule
 * @param severity how bad it is, as the options say or else the rule
 * @param place where it is
 * @param message what is wrong
 */
public record Finding(Rule rule, Severity severity, Place place, String message) {
    /** Returns the place for people. */
    public String where() {
        return place.toString();
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return rule.id() + " " + where() + ": " + message;
    }
}
