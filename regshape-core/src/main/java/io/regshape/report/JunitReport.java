// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import static io.regshape.report.Markup.escaped;

import io.regshape.validate.Finding;
import io.regshape.validate.Rule;
import io.regshape.validate.Validation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report in JUnit's XML: a suite for each layout, in it a test case for each rule. One that is broken badly enough
 * has failed, one that was switched off is skipped, and what does not fail stands in the output of its case.
 */
final class JunitReport {
    private final Report report;
    private final StringBuilder xml = new StringBuilder();

    JunitReport(Report report) {
        this.report = report;
    }

    String text() {
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"regshape validate\">\n");
        report.layouts().forEach(layout -> suite(layout.validation()));
        return xml.append("</testsuites>\n").toString();
    }

    private void suite(Validation validation) {
        List<Rule> rules = Rule.all();
        long failed = rules.stream()
                .filter(rule -> of(validation, rule).stream().anyMatch(report::fails))
                .count();
        xml.append("  <testsuite name=\"").append(escaped(validation.layout()));
        xml.append("\" tests=\"").append(rules.size());
        xml.append("\" failures=\"").append(failed);
        xml.append("\" errors=\"0\" skipped=\"")
                .append(rules.stream().filter(this::isOff).count());
        xml.append("\">\n");
        rules.forEach(rule -> testCase(validation, rule));
        xml.append("  </testsuite>\n");
    }

    private void testCase(Validation validation, Rule rule) {
        List<Finding> findings = of(validation, rule);
        xml.append("    <testcase classname=\"").append(escaped(validation.layout()));
        xml.append("\" name=\"").append(escaped(rule.id() + " " + rule.why())).append('"');
        if (isOff(rule)) {
            xml.append("><skipped/></testcase>\n");
        } else if (findings.isEmpty()) {
            xml.append("/>\n");
        } else {
            String text = findings.stream()
                    .map(finding -> finding.where() + ": " + finding.message())
                    .collect(Collectors.joining("\n"));
            boolean failed = findings.stream().anyMatch(report::fails);
            xml.append(">\n");
            if (failed) {
                xml.append("      <failure type=\"").append(escaped(rule.id()));
                xml.append("\" message=\"").append(escaped(findings.get(0).message()));
                xml.append("\">").append(escaped(text + "\n" + rule.fix() + " (" + rule.spec() + ")"));
                xml.append("</failure>\n");
            } else {
                xml.append("      <system-out>").append(escaped(text)).append("</system-out>\n");
            }
            xml.append("    </testcase>\n");
        }
    }

    private boolean isOff(Rule rule) {
        return report.options().severity(rule).isEmpty();
    }

    private static List<Finding> of(Validation validation, Rule rule) {
        return validation.findings().stream()
                .filter(finding -> finding.rule() == rule)
                .toList();
    }
}
