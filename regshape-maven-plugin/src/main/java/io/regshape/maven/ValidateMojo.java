// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.report.ReportFormat;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Checks layouts and OCI archives against the OCI image spec: every blob, every document, everything that is found. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public class ValidateMojo extends ValidationMojo {
    /** The form of a report for others: <code>junit</code>, <code>sarif</code> or <code>html</code>. By default there is none. */
    @Parameter(property = "regshape.reportFormat")
    private @Nullable String reportFormat;

    /**
     * The file of the report. The default lies in the folder <code>regshape-reports</code> of the build directory:
     * <code>TEST-regshape-validate.xml</code>, <code>regshape-validate.sarif</code> or
     * <code>regshape-validate.html</code>. On the command line <code>regshape.reportFile</code>.
     */
    @Parameter
    private @Nullable File reportFile;

    @Override
    Optional<ReportFormat> reportFormat() {
        return Parameters.parsed(Parameters.text(reportFormat), "reportFormat", ReportFormat::parse);
    }

    @Override
    Path reportFile(ReportFormat format) {
        return parameters()
                .commandLineFile(reportFile, "reportFile")
                .orElseGet(() -> buildDirectory().resolve("regshape-reports").resolve(format.fileName()));
    }
}
