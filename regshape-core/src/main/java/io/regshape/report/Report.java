// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import io.regshape.layout.LayoutReader;
import io.regshape.validate.Finding;
import io.regshape.validate.Severity;
import io.regshape.validate.Validation;
import io.regshape.validate.ValidationOptions;
import java.util.List;

/**
 * What is told of one or several validations.
 *
 * @param layouts the layouts that were validated, with what that has shown
 * @param options what was taken into account
 * @param failOn from which severity on a layout counts as not valid
 */
public record Report(List<ValidatedLayout> layouts, ValidationOptions options, Severity failOn) {

    /** Copies the list. */
    public Report {
        layouts = List.copyOf(layouts);
    }

    /**
     * A layout that was validated.
     *
     * @param validation what that has shown
     * @param layout the layout, still open, from which a report reads the configs that it shows
     */
    public record ValidatedLayout(Validation validation, LayoutReader layout) {}

    /** Returns whether a finding makes its layout invalid. */
    boolean fails(Finding finding) {
        return finding.severity().compareTo(failOn) >= 0;
    }

    /** Returns whether a layout is valid. */
    boolean isValid(Validation validation) {
        return validation.countFrom(failOn) == 0;
    }
}
