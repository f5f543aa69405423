// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import io.regshape.report.Report.ValidatedLayout;
import io.regshape.validate.CheckedImage;
import io.regshape.validate.CheckedLayer;
import io.regshape.validate.Finding;
import io.regshape.validate.Severity;
import io.regshape.validate.Validation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A report as one HTML page that needs no script and no other file, and that runs none: whatever a layout holds is text
 * on it.
 */
final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Validation of OCI image layouts</title>
            <style>
            """;

    private final Report report;

    HtmlReport(Report report) {
        this.report = report;
    }

    void writeTo(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        Page page = new Page(writer);
        page.markup(HEAD).markup(style()).markup("</style>\n</head>\n<body>\n<main>\n");
        for (int i = 0; i < report.layouts().size(); i++) {
            layout(page, report.layouts().get(i), i);
        }
        page.markup("</main>\n</body>\n</html>\n");
        writer.flush();
    }

    private static String style() throws IOException {
        try (InputStream css = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void layout(Page page, ValidatedLayout layout, int number) throws IOException {
        Validation validation = layout.validation();
        header(page, validation);
        List<CheckedImage> images = validation.images();
        if (images.size() > 1) {
            contents(page, validation, number);
        }
        List<Finding> others = validation.aboutNoImage();
        if (!others.isEmpty()) {
            page.markup("<section>\n")
                    .element("h2", "The layout")
                    .findings(others, true)
                    .markup("</section>\n");
        }
        long largest = images.stream()
                .flatMap(image -> image.layers().stream())
                .mapToLong(CheckedLayer::size)
                .max()
                .orElse(0);
        for (int i = 0; i < images.size(); i++) {
            new HtmlImage(page, images.get(i), validation.about(images.get(i)), largest)
                    .write(id(number, i), layout.layout());
        }
    }

    private void header(Page page, Validation validation) throws IOException {
        boolean valid = report.isValid(validation);
        page.markup("<header>\n<p class=\"verdict " + (valid ? "valid" : "invalid") + "\">")
                .text(valid ? "valid" : "not valid")
                .markup("</p>\n")
                .element("h1", validation.layout())
                .markup("<p>")
                .text(Page.count(validation.images().size(), "manifest", "manifests"))
                .text(", ")
                .text(Page.count(validation.count(Severity.ERROR), "error", "errors"))
                .text(", ")
                .text(Page.count(validation.count(Severity.WARNING), "warning", "warnings"))
                .text(", ")
                .text(validation.count(Severity.INFO) + " for information")
                .markup("</p>\n</header>\n");
    }

    private static void contents(Page page, Validation validation, int number) throws IOException {
        page.markup("<nav><ul>\n");
        for (int i = 0; i < validation.images().size(); i++) {
            CheckedImage image = validation.images().get(i);
            List<Finding> findings = validation.about(image);
            page.markup("<li><a href=\"#" + id(number, i) + "\">")
                    .text(image.title())
                    .markup("</a>");
            if (!findings.isEmpty()) {
                Severity worst = findings.stream()
                        .map(Finding::severity)
                        .max(Severity::compareTo)
                        .orElse(Severity.INFO);
                page.markup(" <span class=\"count " + worst.id() + "\">" + findings.size() + "</span>");
            }
            page.markup("</li>\n");
        }
        page.markup("</ul></nav>\n");
    }

    private static String id(int layout, int image) {
        return "image-" + layout + "-" + image;
    }
}
