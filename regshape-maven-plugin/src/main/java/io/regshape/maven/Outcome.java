// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.JsonObject;
import io.regshape.validate.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What a goal has to say when its work is done.
 *
 * @param text lines for people
 * @param json the same for programs
 * @param warnings what the user should know, a sentence each
 * @param findings what the goal has found, in the order in which it is to be read
 * @param failure why the build fails nevertheless
 */
record Outcome(
        List<String> text, JsonObject json, List<String> warnings, List<Line> findings, Optional<String> failure) {

    /** A line of the log. */
    record Line(Severity severity, String text) {}

    static Outcome of(String line, JsonObject json) {
        return of(List.of(line), json);
    }

    static Outcome of(List<String> text, JsonObject json) {
        return new Outcome(text, json, List.of(), List.of(), Optional.empty());
    }

    /** Sets warnings, and adds to the JSON the field <code>warning</code> when there are any. */
    Outcome withWarnings(List<String> added) {
        return added.isEmpty()
                ? this
                : new Outcome(text, json.with("warning", String.join("; ", added)), added, findings, failure);
    }
}
