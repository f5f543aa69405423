// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.testing.SampleLayout;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class ValidateMojoTest extends GoalTest {
    private String missing() throws Exception {
        return "OCI-BLOB-001 blob " + manifest().digest() + " /layers/0: blob "
                + stage().layers().get(0).digest() + " referenced by blob "
                + manifest().digest() + " does not exist";
    }

    private void deleteLayer() throws Exception {
        Path blob = layout.toPath()
                .resolve("blobs/" + stage().layers().get(0).digest().toString().replace(':', '/'));
        Files.delete(blob);
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "outputFile", value = "out.json")
    void aValidLayout(Mojo goal) throws Exception {
        publish();
        goal.execute();
        assertThat(printed).containsExactly("[INFO] Layout at " + layout + " is valid.");
        assertThat(json()).isEqualTo("{\"findings\":[],\"valid\":true}");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "outputFile", value = "out.json")
    void aBrokenLayoutFailsAndItsObjectIsStillWritten(Mojo goal) throws Exception {
        publish();
        deleteLayer();
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("Layout at " + layout + " is not valid: 1 finding of severity error");
        assertThat(printed)
                .containsExactly(
                        "[ERROR] " + missing(), "[INFO] 1 error, 0 warnings, 0 for information, in 1 manifest");
        List<String> words = List.of(missing().split(": ", 2));
        assertThat(json())
                .isEqualTo("{\"findings\":[{\"message\":\"" + words.get(1) + "\",\"rule\":\"OCI-BLOB-001\","
                        + "\"severity\":\"error\",\"where\":\"blob "
                        + manifest().digest() + " /layers/0\"}],\"valid\":false}");
    }

    @Test
    @CommandLine
    @Defined("regshape.allowMissing=true")
    @InjectMojo(goal = "validate")
    void blobsMayBeMissingWhenThatIsAllowed(Mojo goal) throws Exception {
        publish();
        deleteLayer();
        goal.execute();
        assertThat(printed).endsWith("[INFO] Layout at " + layout + " is valid.");
    }

    @Test
    @InjectMojo(goal = "validate")
    void warningsPassUnlessAskedFor(Mojo goal) throws Exception {
        twoNames(layout);
        goal.execute();
        assertThat(printed)
                .hasSize(3)
                .startsWith("[INFO] Layout at " + layout + " is valid.")
                .endsWith("[INFO] 0 errors, 1 warning, 0 for information, in 1 manifest");
        assertThat(printed.get(1)).startsWith("[WARNING] OCI-INDEX-003 index.json /manifests/1: ");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "failOn", value = "warning")
    void warningsFailWhenAskedFor(Mojo goal) throws Exception {
        twoNames(layout);
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("Layout at " + layout + " is not valid: 1 finding of severity warning or worse");
        assertThat(printed).hasSize(2).first().asString().startsWith("[WARNING] ");
    }

    @Test
    @CommandLine
    @Defined("regshape.failOn=never")
    @InjectMojo(goal = "validate")
    void listsWhatFailOnMayBe(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(goal, "failOn: 'never' is not valid, it must be error or warning");
    }

    @Test
    @CommandLine
    @Defined({"regshape.rule.OCI-INDEX-003=off", "regshape.rule.OCI-BLOB-001=warning"})
    @InjectMojo(goal = "validate")
    void rulesAreLoweredAndSwitchedOff(Mojo goal) throws Exception {
        twoNames(layout);
        deleteLayer();
        goal.execute();
        assertThat(printed).contains("[WARNING] " + missing()).noneMatch(line -> line.contains("OCI-INDEX-003"));
    }

    @Test
    @CommandLine
    @Defined("regshape.rule.OCI-NONE-001=off")
    @InjectMojo(goal = "validate")
    void aRuleThatIsNoneIsRefused(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(
                goal,
                "rules: there is no rule 'OCI-NONE-001': it must be one of docs/validation.md, for example OCI-BLOB-001");
    }

    @Test
    @CommandLine
    @Defined("regshape.reportFormat=pdf")
    @InjectMojo(goal = "validate")
    void listsTheFormatsOfReports(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(goal, "reportFormat: 'pdf' is not valid, it must be junit, sarif or html");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "reportFormat", value = "html")
    @MojoParameter(name = "reportFile", value = "reports/page.html")
    void aReportIsWrittenThoughTheLayoutIsBroken(Mojo goal) throws Exception {
        publish();
        deleteLayer();
        assertThatThrownBy(goal::execute).isInstanceOf(MojoFailureException.class);
        assertThat(basedir.resolve("reports/page.html")).content().contains("not valid", "OCI-BLOB-001");
    }

    /** That of an earlier run would say that all is well. */
    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "reportFormat", value = "junit")
    @MojoParameter(name = "reportFile", value = "report.xml")
    void noReportStaysWhereThereIsNoLayout(Mojo goal) throws Exception {
        publish();
        goal.execute();
        assertThat(basedir.resolve("report.xml")).isNotEmptyFile();
        Files.delete(layout.toPath().resolve("oci-layout"));
        assertThatThrownBy(goal::execute).isInstanceOf(MojoFailureException.class);
        assertThat(basedir.resolve("report.xml")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "reportFormat", value = "junit")
    void aReportHasAPlaceOfItsOwn(Mojo goal) throws Exception {
        publish();
        goal.execute();
        try (Stream<Path> files = Files.walk(basedir)) {
            assertThat(files).anyMatch(file -> file.endsWith("regshape-reports/TEST-regshape-validate.xml"));
        }
    }

    /** Two entries with one name, which is a warning. */
    private void twoNames(File folder) throws Exception {
        publish();
        Path index = folder.toPath().resolve("index.json");
        String text = Files.readString(index);
        int start = text.indexOf('[') + 1;
        int end = text.lastIndexOf(']');
        Files.writeString(index, text.substring(0, end) + "," + text.substring(start));
    }

    @Test
    @CommandLine
    @Defined("regshape.layouts=target/oci,nope")
    @InjectMojo(goal = "validate")
    void whatIsNotThereIsNamedByItsParameter(Mojo goal) throws Exception {
        publish();
        assertRefused(
                goal, "layouts: " + basedir.resolve("nope") + " does not exist, it must be a layout or an OCI archive");
    }
}
