// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers findings in the order they are made. A layout can be made to break a rule a million times, so only the first
 * few of a rule in one file are kept, and then their number.
 */
final class Findings {
    static final int MOST_IN_A_FILE = 100;
    static final int MOST_OF_A_RULE = 1000;

    private final ValidationOptions options;
    private final List<Finding> list = new ArrayList<>();
    private final Map<Rule, Integer> ofRule = new LinkedHashMap<>();
    private final Map<Key, Integer> left = new LinkedHashMap<>();
    private final Map<Key, Integer> inFile = new LinkedHashMap<>();

    private record Key(Rule rule, Place file) {}

    Findings(ValidationOptions options) {
        this.options = options;
    }

    /** Reports that a rule is broken, unless it is switched off. */
    void report(Rule rule, Place place, String message) {
        Optional<Severity> severity = options.severity(rule);
        if (severity.isEmpty()) {
            return;
        }
        Key key = new Key(rule, place.whole());
        if (inFile.merge(key, 1, Integer::sum) > MOST_IN_A_FILE) {
            left.merge(key, 1, Integer::sum);
        } else if (ofRule.merge(rule, 1, Integer::sum) > MOST_OF_A_RULE) {
            left.merge(new Key(rule, Place.of("the layout")), 1, Integer::sum);
        } else {
            list.add(new Finding(rule, severity.get(), place, Printable.text(message)));
        }
    }

    /** Returns what was found. */
    List<Finding> list() {
        List<Finding> all = new ArrayList<>(list);
        left.forEach((key, count) -> options.severity(key.rule)
                .ifPresent(severity ->
                        all.add(new Finding(key.rule, severity, key.file, "and " + count + " more of this kind"))));
        return List.copyOf(all);
    }
}
