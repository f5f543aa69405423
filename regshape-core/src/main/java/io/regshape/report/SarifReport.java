// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import io.regshape.digest.Digest;
import io.regshape.model.JsonObject;
import io.regshape.validate.Finding;
import io.regshape.validate.Rule;
import io.regshape.validate.Severity;
import io.regshape.validate.Validation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report in SARIF 2.1.0 (OASIS): one run, whose results lie in the files of the layouts. */
final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String SPEC = "https://github.com/opencontainers/image-spec/blob/v1.1.1/";

    private final Report report;
    private final List<Rule> rules = Rule.all();

    SarifReport(Report report) {
        this.report = report;
    }

    JsonObject json() {
        List<JsonObject> results = new ArrayList<>();
        JsonObject bases = JsonObject.empty();
        for (int i = 0; i < report.layouts().size(); i++) {
            Validation validation = report.layouts().get(i).validation();
            String base = "LAYOUT" + (i == 0 ? "" : i + 1);
            bases = bases.with(base, JsonObject.empty().with("uri", folder(validation.layout())));
            for (Finding finding : validation.findings()) {
                results.add(result(finding, validation.layout(), base));
            }
        }
        JsonObject driver = JsonObject.empty()
                .with("name", "regshape")
                .with("rules", rules.stream().map(this::rule).toList());
        JsonObject run = JsonObject.empty()
                .with("tool", JsonObject.empty().with("driver", driver))
                .with("originalUriBaseIds", bases)
                .with("columnKind", "utf16CodeUnits")
                .with("results", results);
        return JsonObject.empty()
                .with("$schema", SCHEMA)
                .with("version", "2.1.0")
                .with("runs", List.of(run));
    }

    private JsonObject rule(Rule rule) {
        JsonObject json = JsonObject.empty()
                .with("id", rule.id())
                .with("shortDescription", text(rule.why()))
                .with("help", text(rule.fix() + " See " + rule.spec() + "."))
                .with("defaultConfiguration", JsonObject.empty().with("level", level(rule.severity())))
                .with(
                        "properties",
                        JsonObject.empty().with("tags", rule.interop() ? List.of("oci", "interop") : List.of("oci")));
        int end = rule.spec().indexOf(".md");
        return end < 0 ? json : json.with("helpUri", SPEC + rule.spec().substring(0, end + 3));
    }

    private JsonObject result(Finding finding, String layout, String base) {
        JsonObject location = JsonObject.empty()
                .with(
                        "physicalLocation",
                        JsonObject.empty()
                                .with(
                                        "artifactLocation",
                                        JsonObject.empty()
                                                .with(
                                                        "uri",
                                                        relative(finding.place().file()))
                                                .with("uriBaseId", base))
                                .with("region", JsonObject.empty().with("startLine", 1)))
                .with("logicalLocations", List.of(JsonObject.empty().with("fullyQualifiedName", finding.where())));
        String print = layout + "\n" + finding;
        return JsonObject.empty()
                .with("ruleId", finding.rule().id())
                .with("ruleIndex", rules.indexOf(finding.rule()))
                .with("level", level(finding.severity()))
                .with("message", text(finding.where() + ": " + finding.message()))
                .with("locations", List.of(location))
                .with(
                        "partialFingerprints",
                        Map.of(
                                "regshape/v1",
                                Digest.sha256(print.getBytes(StandardCharsets.UTF_8))
                                        .encoded()));
    }

    private static JsonObject text(String text) {
        return JsonObject.empty().with("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static String folder(String layout) {
        String uri = Path.of(layout).toUri().toString();
        return uri.endsWith("/") ? uri : uri + "/";
    }

    /** Percent-encodes all but what needs no encoding anywhere in a path (RFC 3986, section 2.3). */
    private static String relative(String file) {
        StringBuilder uri = new StringBuilder();
        for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", (int) c));
            }
        }
        return uri.toString();
    }
}
