// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that a layout is held to; docs/validation.md has them all in one table.
 *
 * <p>What the spec says MUST be is an error, what SHOULD be is a warning. Where the spec is silent, what makes readers
 * refuse an image, leads outside of the root, breaks a limit, or is not what a digest or a count says is an error too,
 * and what they disagree on a warning: these are marked {@code interop}. The rest is for information.
 */
public sealed interface Rule permits LayoutRule, DocumentRule, ConfigRule, LayerRule {

    /** Returns the stable name, for example {@code OCI-BLOB-001}. */
    String id();

    /** Returns how bad it is to break it, unless {@link ValidationOptions} say otherwise. */
    Severity severity();

    /** Returns whether the spec does not ask for it, but its readers do. */
    boolean interop();

    /** Returns the file of the image spec and the section, for example {@code layer.md, "Whiteouts"}. */
    String spec();

    /** Returns what the rule is and why it is there, in one sentence. */
    String why();

    /** Returns how to mend a layout that breaks it, in one sentence. */
    String fix();

    /** Returns all rules, in the order of their table. */
    static List<Rule> all() {
        return Stream.<Rule[]>of(LayoutRule.values(), DocumentRule.values(), ConfigRule.values(), LayerRule.values())
                .flatMap(Stream::of)
                .toList();
    }

    /**
     * Finds a rule by its name.
     *
     * @param id for example {@code OCI-BLOB-001}
     */
    static Optional<Rule> find(String id) {
        return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
