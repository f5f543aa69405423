// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.OciArchive;
import io.regshape.archive.Transport;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.report.Report;
import io.regshape.report.Report.ValidatedLayout;
import io.regshape.report.ReportFormat;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.Severity;
import io.regshape.validate.ValidationOptions;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that check layouts and OCI archives have in common. */
abstract class ValidationMojo extends RegshapeMojo {
    /** Which findings fail the build: <code>error</code> (default), or <code>warning</code> for warnings too. */
    @Parameter(property = "regshape.failOn")
    private @Nullable String failOn;

    /** Whether blobs may be missing, as in a layout without its base's blobs. */
    @Parameter(property = "regshape.allowMissing")
    private boolean allowMissing;

    /** The layouts to check, directories or OCI archives, in place of <code>path</code>. */
    @Parameter
    private @Nullable List<String> layouts;

    /** An OCI archive to check, in place of <code>path</code>. It is read where it is. */
    @Parameter(property = "regshape.archive")
    private @Nullable File archive;

    /**
     * How many bytes a compressed archive may unpack to, in a temporary file. The default is 17179869184 (16 GiB).
     */
    @Parameter(property = "regshape.maxUnpacked")
    private @Nullable String maxUnpacked;

    /**
     * How bad it is to break a rule, by the rule's id: <code>error</code>, <code>warning</code>, <code>info</code>, or
     * <code>off</code>. On the command line <code>regshape.rule.ID</code>.
     */
    @Parameter
    private @Nullable Properties rules;

    @Override
    boolean writes() {
        return false;
    }

    @Override
    Outcome run(Path layout) throws IOException {
        Severity threshold = threshold();
        ValidationOptions options = options();
        Optional<ReportFormat> format = reportFormat();
        List<Path> paths = paths(layout);
        OutputFile file = format.map(known -> openReport(known, paths)).orElse(null);
        try (OpenLayouts opened = new OpenLayouts()) {
            List<ValidatedLayout> validated = new ArrayList<>();
            try {
                for (Path path : paths) {
                    LayoutReader reader = opened.add(open(path));
                    validated.add(new ValidatedLayout(LayoutValidator.validate(reader, options), reader));
                }
            } catch (Throwable e) {
                // One of an earlier run would say that all is well.
                OutputFile.delete(file);
                throw e;
            }
            if (format.isPresent()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                format.get().write(new Report(validated, options, threshold), bytes);
                OutputFile.write(file, bytes.toByteArray());
            }
            return ValidationOutcome.of(
                    validated.stream().map(ValidatedLayout::validation).toList(), threshold);
        }
    }

    /** Returns what is to be checked. */
    List<Path> paths(Path layout) {
        List<Path> paths = new ArrayList<>(parameters().list(layouts, "layouts").orElse(List.of()).stream()
                .filter(text -> !text.isBlank())
                .map(parameters()::file)
                .toList());
        if (archive != null) {
            paths.add(parameters().file(archive.getPath()));
        }
        return paths.isEmpty() ? List.of(layout) : paths;
    }

    @Override
    boolean reads(Path layout) {
        List<Path> paths = paths(layout);
        return paths.equals(List.of(layout)) || paths.stream().noneMatch(Files::exists);
    }

    private boolean isArchive(Path path) {
        return archive != null && path.equals(parameters().file(archive.getPath()));
    }

    private LayoutReader open(Path path) throws IOException {
        if (!path.equals(layoutPath()) && Files.notExists(path)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    (isArchive(path) ? "archive" : "layouts") + ": " + path
                            + " does not exist, it must be a layout or an OCI archive");
        }
        return Files.isRegularFile(path)
                ? OciArchive.open(
                        path, Parameters.size(maxUnpacked, "maxUnpacked").orElse(Transport.DEFAULT_MAX_UNPACKED))
                : ImageLayout.reader(path);
    }

    private ValidationOptions options() {
        ValidationOptions options = ValidationOptions.strict().withAllowMissing(allowMissing);
        for (Map.Entry<String, String> rule : parameters().map(rules, "rule").entrySet()) {
            try {
                options = options.withRule(rule.getKey(), rule.getValue());
            } catch (RegshapeException e) {
                throw new RegshapeException(e.kind(), "rules: " + e.getMessage(), e);
            }
        }
        return options;
    }

    /** Returns the form of the report, if there is to be one. */
    abstract Optional<ReportFormat> reportFormat();

    /** Returns where the report is to lie. */
    abstract Path reportFile(ReportFormat format);

    private OutputFile openReport(ReportFormat format, List<Path> layouts) {
        Path file = reportFile(format);
        OutputFile opened = null;
        for (Path layout : layouts) {
            opened = OutputFile.open("reportFile", file, layout);
        }
        if (opened == null) {
            throw new IllegalStateException("there is always a layout");
        }
        return opened;
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

    /** The layouts that are open, all to be closed, those too that were opened before another could not be. */
    private static final class OpenLayouts implements AutoCloseable {
        private final List<LayoutReader> readers = new ArrayList<>();

        LayoutReader add(LayoutReader reader) {
            readers.add(reader);
            return reader;
        }

        @Override
        public void close() throws IOException {
            for (LayoutReader reader : readers) {
                reader.close();
            }
        }
    }
}
