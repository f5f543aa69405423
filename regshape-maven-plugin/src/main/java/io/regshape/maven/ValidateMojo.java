// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layout.ImageLayout;
import io.regshape.model.JsonObject;
import io.regshape.validate.Finding;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.Severity;
import io.regshape.validate.ValidationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Checks a layout against the OCI image spec: every blob, every document, everything that is found. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public class ValidateMojo extends RegshapeMojo {
    /** Which findings fail the build: <code>error</code> (default), or <code>warning</code> for warnings too. */
    @Parameter(property = "regshape.failOn")
    private @Nullable String failOn;

    /** Whether blobs may be missing, as in a layout without its base's blobs. */
    @Parameter(property = "regshape.allowMissing")
    private boolean allowMissing;

    @Override
    boolean writes() {
        return false;
    }

    @Override
    Outcome run(Path layout) throws IOException {
        Severity threshold = threshold();
        List<Finding> findings = LayoutValidator.validate(
                        ImageLayout.reader(layout), ValidationOptions.strict().withAllowMissing(allowMissing))
                .findings();
        long failing = findings.stream()
                .filter(finding -> finding.severity().compareTo(threshold) >= 0)
                .count();
        List<String> lines = new ArrayList<>(lines(findings, Severity.INFO));
        Optional<String> failure = Optional.empty();
        if (failing == 0) {
            lines.add("Layout at " + layout + " is valid.");
        } else {
            failure = Optional.of("Layout at " + layout + " is not valid: " + failing
                    + (failing == 1 ? " finding" : " findings") + " of severity " + threshold.id()
                    + (threshold == Severity.ERROR ? "" : " or worse"));
        }
        JsonObject json = JsonObject.empty()
                .with("valid", failing == 0)
                .with("findings", findings.stream().map(ValidateMojo::json).toList());
        return new Outcome(lines, json, lines(findings, Severity.WARNING), lines(findings, Severity.ERROR), failure);
    }

    private static List<String> lines(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::toString)
                .toList();
    }

    private static JsonObject json(Finding finding) {
        return JsonObject.empty()
                .with("rule", finding.rule().id())
                .with("severity", finding.severity().id())
                .with("where", finding.where())
                .with("message", finding.message());
    }

    private Severity threshold() {
        return switch (Parameters.text(failOn).orElse("error")) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default ->
                throw new RegshapeException(
                        Kind.INVALID_VALUE, "failOn: '" + failOn + "' is not valid, it must be error or warning");
        };
    }
}
