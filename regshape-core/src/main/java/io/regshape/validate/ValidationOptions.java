// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a validation takes into account. Immutable.
 *
 * @param allowMissing whether blobs may be missing, as in a thin layout (image-layout.md, "Blobs")
 * @param severities how bad it is to break a rule, where that is not what the rule itself says; empty switches it off
 */
public record ValidationOptions(boolean allowMissing, Map<Rule, Optional<Severity>> severities) {
    private static final String OFF = "off";

    /** Copies the map. */
    public ValidationOptions {
        severities = Map.copyOf(severities);
    }

    /** Returns the options where every blob must be there, and every rule counts as it says itself. */
    public static ValidationOptions strict() {
        return new ValidationOptions(false, Map.of());
    }

    /** Returns these options for a layout whose blobs may be missing, or may not. */
    public ValidationOptions withAllowMissing(boolean allowed) {
        return new ValidationOptions(allowed, severities);
    }

    /**
     * Returns these options with another severity for a rule.
     *
     * @param ruleId the rule, for example {@code OCI-BLOB-003}
     * @param level {@code error}, {@code warning}, {@code info}, or {@code off}
     * @throws RegshapeException if there is no such rule, or no such level
     */
    public ValidationOptions withRule(String ruleId, String level) {
        Rule rule = Rule.find(ruleId)
                .orElseThrow(() -> new RegshapeException(
                        Kind.INVALID_VALUE,
                        "there is no rule '" + ruleId + "': it must be one of docs/validation.md, for example "
                                + LayoutRule.BLOB_MISSING.id()));
        Map<Rule, Optional<Severity>> changed = new HashMap<>(severities);
        changed.put(rule, level.equals(OFF) ? Optional.empty() : Optional.of(severity(rule, level)));
        return new ValidationOptions(allowMissing, changed);
    }

    private static Severity severity(Rule rule, String level) {
        return Severity.find(level)
                .orElseThrow(() -> new RegshapeException(
                        Kind.INVALID_VALUE,
                        "'" + level + "' is no level for rule " + rule.id()
                                + ": it must be error, warning, info or off"));
    }

    /** Returns how bad it is to break a rule, or empty when nobody wants to know. */
    public Optional<Severity> severity(Rule rule) {
        return severities.getOrDefault(rule, Optional.of(rule.severity()));
    }

    /** Returns whether symbolic links are meant: they are followed then. */
    boolean followsLinks() {
        return severity(LayoutRule.LINK)
                .filter(severity -> severity == Severity.ERROR)
                .isEmpty();
    }
}
