// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.maven.Outcome.Line;
import io.regshape.model.JsonObject;
import io.regshape.validate.CheckedImage;
import io.regshape.validate.Finding;
import io.regshape.validate.Severity;
import io.regshape.validate.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the goal validate says: first the verdict, then the findings by image, then how many there are. */
final class ValidationOutcome {
    private final List<Validation> validations;
    private final Severity threshold;

    private ValidationOutcome(List<Validation> validations, Severity threshold) {
        this.validations = validations;
        this.threshold = threshold;
    }

    static Outcome of(List<Validation> validations, Severity threshold) {
        return new ValidationOutcome(validations, threshold).outcome();
    }

    private Outcome outcome() {
        List<Line> lines = new ArrayList<>();
        List<JsonObject> findings = new ArrayList<>();
        for (Validation validation : validations) {
            lines.addAll(lines(validation));
            validation.findings().forEach(finding -> findings.add(json(finding, validation)));
        }
        Optional<String> failure = failure();
        JsonObject json = JsonObject.empty().with("valid", failure.isEmpty()).with("findings", findings);
        return new Outcome(List.of(), json, List.of(), lines, failure);
    }

    private List<Line> lines(Validation validation) {
        List<Line> lines = new ArrayList<>();
        if (isValid(validation)) {
            lines.add(new Line(Severity.INFO, "Layout at " + validation.layout() + " is valid."));
        } else if (validations.size() > 1) {
            lines.add(new Line(Severity.INFO, "Layout at " + validation.layout() + " is not valid:"));
        }
        Map<List<CheckedImage>, List<Finding>> groups = validation.byImages();
        groups.forEach((images, findings) -> {
            // One image and the layout around it need no headings.
            if (validation.images().size() > 1) {
                lines.add(new Line(Severity.INFO, heading(images) + ":"));
            }
            findings.forEach(finding -> lines.add(new Line(finding.severity(), finding.toString())));
        });
        if (!groups.isEmpty()) {
            lines.add(new Line(Severity.INFO, summary(validation)));
        }
        return lines;
    }

    private static String heading(List<CheckedImage> images) {
        return images.isEmpty()
                ? "The layout itself"
                : images.stream().map(CheckedImage::title).collect(Collectors.joining(" and "));
    }

    private static String summary(Validation validation) {
        return count(validation.count(Severity.ERROR), "error") + ", "
                + count(validation.count(Severity.WARNING), "warning") + ", " + validation.count(Severity.INFO)
                + " for information, in " + count(validation.images().size(), "manifest");
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private Optional<String> failure() {
        List<Validation> invalid =
                validations.stream().filter(validation -> !isValid(validation)).toList();
        if (invalid.isEmpty()) {
            return Optional.empty();
        }
        long failing = invalid.stream()
                .mapToLong(validation -> validation.countFrom(threshold))
                .sum();
        String which = validations.size() == 1
                ? "Layout at " + invalid.get(0).layout() + " is not valid: "
                : invalid.size() + " of " + validations.size() + " layouts are not valid: ";
        return Optional.of(which + count(failing, "finding") + " of severity " + threshold.id()
                + (threshold == Severity.ERROR ? "" : " or worse"));
    }

    private boolean isValid(Validation validation) {
        return validation.countFrom(threshold) == 0;
    }

    private JsonObject json(Finding finding, Validation validation) {
        JsonObject json = JsonObject.empty()
                .with("rule", finding.rule().id())
                .with("severity", finding.severity().id())
                .with("where", finding.where())
                .with("message", finding.message());
        return validations.size() == 1 ? json : json.with("layout", validation.layout());
    }
}
