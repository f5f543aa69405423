// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layout.ImageLayout;
import io.regshape.validate.Finding;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
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
    void run(Path layout) throws IOException, MojoFailureException {
        Severity threshold = threshold();
        List<Finding> findings = LayoutValidator.validate(ImageLayout.reader(layout), allowMissing);
        for (Finding finding : findings) {
            switch (finding.severity()) {
                case ERROR -> getLog().error(finding.toString());
                case WARNING -> getLog().warn(finding.toString());
                case INFO -> getLog().info(finding.toString());
            }
        }
        long failing = findings.stream()
                .filter(finding -> finding.severity().compareTo(threshold) >= 0)
                .count();
        if (failing > 0) {
            throw new MojoFailureException("Layout at " + layout + " is not valid: " + failing
                    + (failing == 1 ? " finding" : " findings") + " of severity " + threshold.id()
                    + (threshold == Severity.ERROR ? "" : " or worse"));
        }
        getLog().info("Layout at " + layout + " is valid.");
    }

    private Severity threshold() {
        return switch (parameters().text(failOn).orElse("error")) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default ->
                throw new RegshapeException(
                        Kind.INVALID_VALUE, "failOn: '" + failOn + "' is not valid, it must be error or warning");
        };
    }
}
