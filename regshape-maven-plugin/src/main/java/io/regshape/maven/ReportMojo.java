// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.report.ReportFormat;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/** Checks layouts as the goal validate does, and puts the page about them into the site of the project. */
@Mojo(name = "report", requiresProject = false, threadSafe = true)
public class ReportMojo extends ValidationMojo implements MavenReport {
    /** The page brings a style of its own, so it stands beside the site's pages and is no part of one. */
    private static final String PAGE = "regshape-validate";

    @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true)
    private @Nullable File siteDirectory;

    @Override
    Optional<ReportFormat> reportFormat() {
        return Optional.of(ReportFormat.HTML);
    }

    @Override
    Path reportFile(ReportFormat format) {
        return getReportOutputDirectory().toPath().resolve(PAGE + ".html");
    }

    /** A layout that is not valid is no reason to have no site: the page says so. */
    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            execute();
        } catch (MojoFailureException e) {
            if (!Files.exists(reportFile(ReportFormat.HTML))) {
                throw new MavenReportException(e.getMessage(), e);
            }
            getLog().warn(Console.printable(String.valueOf(e.getMessage())));
        } catch (MojoExecutionException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    /** Returns whether there is a layout: a module without one has no page. */
    @Override
    public boolean canGenerateReport() {
        return paths(layoutPath()).stream().allMatch(Files::exists);
    }

    @Override
    public String getOutputPath() {
        return PAGE;
    }

    @Override
    @SuppressWarnings("deprecation") // it has no body yet that would call its successor
    public String getOutputName() {
        return PAGE;
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Image validation";
    }

    @Override
    public String getDescription(Locale locale) {
        return "What is in the OCI image layout of this project, and how it keeps to the image specification.";
    }

    @Override
    public void setReportOutputDirectory(File folder) {
        siteDirectory = folder;
    }

    @Override
    public File getReportOutputDirectory() {
        return siteDirectory == null ? buildDirectory().resolve("site").toFile() : siteDirectory;
    }

    @Override
    public boolean isExternalReport() {
        return true;
    }
}
