// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.ConfigSettings;
import io.regshape.model.JsonObject;
import io.regshape.report.Report.ValidatedLayout;
import io.regshape.stage.UpdateConfig;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutRule;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.Rule;
import io.regshape.validate.Severity;
import io.regshape.validate.ValidationOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {
    private static final String HOSTILE = "<script>alert('1')</script>&\"\u001b";

    @TempDir
    Path temp;

    private Path root;
    private ValidationOptions options = ValidationOptions.strict();

    @BeforeEach
    void publish() throws IOException {
        root = temp.resolve("a layout & more");
        Path tar = TestTar.sample("x").writeTo(temp.resolve("x.tar"));
        SampleLayout.publish(root.toFile(), tar.toFile());
    }

    private String text(ReportFormat format) throws IOException {
        LayoutReader layout = ImageLayout.reader(root);
        Report report = new Report(
                List.of(new ValidatedLayout(LayoutValidator.validate(layout, options), layout)),
                options,
                Severity.ERROR);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** An unreferenced blob that is damaged: an error and something to know. */
    private void damage() throws IOException {
        Files.writeString(root.resolve("blobs/sha256/" + "b".repeat(64)), "junk");
    }

    @Test
    void junitHasACaseForEachRule() throws Exception {
        damage();
        options = options.withRule(LayoutRule.STAGE.id(), "off");
        Document document = parse(text(ReportFormat.JUNIT));
        assertThat(elements(document, "testcase"))
                .extracting(test -> test.getAttribute("name").split(" ")[0])
                .containsExactlyElementsOf(Rule.all().stream().map(Rule::id).toList());
        Element suite = elements(document, "testsuite").get(0);
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("tests")).isEqualTo(Rule.all().size() + "");
        assertThat(suite.getAttribute("name")).isEqualTo(root.toString());
        assertThat(elements(document, "failure"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getTextContent())
                        .startsWith("blob sha256:" + "b".repeat(64) + ": digest mismatch for blob")
                        .endsWith(LayoutRule.BLOB_MISMATCH.fix() + " (descriptor.md, \"Verification\")"));
        assertThat(elements(document, "system-out")).hasSize(1);
    }

    @Test
    void sarifHasTheRulesAndWhatBreaksThem() throws IOException {
        damage();
        JsonObject json = JsonObject.parse(text(ReportFormat.SARIF).getBytes(StandardCharsets.UTF_8), "sarif");
        assertThat(json.string("version")).isEqualTo("2.1.0");
        JsonObject run = json.objects("runs").get(0);
        List<JsonObject> rules = run.object("tool").object("driver").objects("rules");
        assertThat(rules).hasSameSizeAs(Rule.all());
        assertThat(run.object("originalUriBaseIds").object("LAYOUT").string("uri"))
                .startsWith("file:///")
                .endsWith("/a%20layout%20&%20more/");
        assertThat(run.objects("results")).hasSize(2).allSatisfy(result -> {
            assertThat(rules.get((int) result.number("ruleIndex")).string("id")).isEqualTo(result.string("ruleId"));
            JsonObject location = result.objects("locations").get(0).object("physicalLocation");
            assertThat(location.object("artifactLocation").string("uri")).isEqualTo("blobs/sha256/" + "b".repeat(64));
            assertThat(result.object("partialFingerprints").string("regshape/v1"))
                    .hasSize(64);
        });
        assertThat(run.objects("results"))
                .extracting(result -> result.string("level"))
                .containsExactly("note", "error");
    }

    @Test
    void theHtmlPageShowsTheImage() throws IOException {
        String page = text(ReportFormat.HTML);
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains(">valid</p>", "a layout &amp; more", "<dd>linux/amd64</dd>", "<h3>1 layer</h3>")
                .contains("style=\"width:100.00%\"", "regshape add-layer", "prefers-color-scheme: dark")
                .doesNotContain("<script", "http-equiv=\"refresh\"", "src=", "url(");
    }

    @Test
    void theHtmlPageHasFindingsBesideWhatTheyAreAbout() throws IOException {
        damage();
        String page = text(ReportFormat.HTML);
        assertThat(page).contains(">not valid</p>");
        assertThat(page.substring(page.indexOf("<h2>The layout</h2>"), page.indexOf("<h2>latest</h2>")))
                .contains("OCI-BLOB-002", "OCI-LAYOUT-008");
    }

    @Test
    void whateverALayoutSaysIsText() throws Exception {
        UpdateConfig.in(root)
                .settings(ConfigSettings.none().withEntrypoint(List.of(HOSTILE)).withAuthor(HOSTILE))
                .run();
        Path index = root.resolve("index.json");
        Files.writeString(
                index, Files.readString(index).replace("\"latest\"", "\"<script>alert('1')</script>&\\\"\\u001b\""));
        assertThat(text(ReportFormat.HTML)).contains("&lt;script&gt;").doesNotContain("<script", "\u001b");
        assertThat(elements(parse(text(ReportFormat.JUNIT)), "testcase")).isNotEmpty();
    }

    @Test
    void sizesAreShownAsPeopleReadThem() {
        assertThat(List.of(0L, 999L, 1000L, 9949L, 9950L, 999_499L, 999_500L, 12_345_678_901L, Long.MAX_VALUE))
                .extracting(Page::bytes)
                .containsExactly("0 B", "999 B", "1.0 kB", "9.9 kB", "10 kB", "999 kB", "1.0 MB", "12 GB", "9223 PB");
    }

    @Test
    void listsTheFormats() {
        assertThat(ReportFormat.parse("sarif")).isEqualTo(ReportFormat.SARIF);
        assertThatThrownBy(() -> ReportFormat.parse("pdf"))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'pdf' is not valid, it must be junit, sarif or html");
    }
}
