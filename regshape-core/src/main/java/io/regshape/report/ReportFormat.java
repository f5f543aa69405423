// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A form that a report can be written in. */
public enum ReportFormat {
    /** JUnit's XML, a test case for each rule, as CI servers show it. */
    JUNIT("junit", "TEST-regshape-validate.xml") {
        @Override
        public void write(Report report, OutputStream out) throws IOException {
            out.write(new JunitReport(report).text().getBytes(StandardCharsets.UTF_8));
        }
    },

    /** SARIF 2.1.0, as code scanners take it. */
    SARIF("sarif", "regshape-validate.sarif") {
        @Override
        public void write(Report report, OutputStream out) throws IOException {
            out.write(new SarifReport(report).json().toPrettyBytes());
        }
    },

    /** A page for people that needs nothing but itself: no script, no other file. */
    HTML("html", "regshape-validate.html") {
        @Override
        public void write(Report report, OutputStream out) throws IOException {
            new HtmlReport(report).writeTo(out);
        }
    };

    private final String id;
    private final String fileName;

    ReportFormat(String id, String fileName) {
        this.id = id;
        this.fileName = fileName;
    }

    /**
     * Reads the name that a user gives.
     *
     * @param text {@code junit}, {@code sarif} or {@code html}
     * @throws RegshapeException if there is no such format
     */
    public static ReportFormat parse(String text) {
        return Arrays.stream(values())
                .filter(known -> known.id.equals(text))
                .findFirst()
                .orElseThrow(() -> new RegshapeException(
                        Kind.INVALID_VALUE, "'" + text + "' is not valid, it must be junit, sarif or html"));
    }

    /** Returns the name of the file where nobody gave another. */
    public String fileName() {
        return fileName;
    }

    /**
     * Writes a report.
     *
     * @param report what is to be told
     * @param out receives it, in UTF-8; stays open
     * @throws IOException if it cannot be written, or a layout not be read any more
     */
    public abstract void write(Report report, OutputStream out) throws IOException;
}
