// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.testing.SampleLayout;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        assertThat(printed).containsExactly("[ERROR] " + missing());
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
        assertThat(printed).hasSize(2).anyMatch(line -> line.startsWith("[WARNING] "));
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "failOn", value = "warning")
    void warningsFailWhenAskedFor(Mojo goal) throws Exception {
        twoNames(layout);
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("Layout at " + layout + " is not valid: 1 finding of severity warning or worse");
        assertThat(printed).hasSize(1).allMatch(line -> line.startsWith("[WARNING] "));
    }

    @Test
    @CommandLine
    @Defined("regshape.failOn=never")
    @InjectMojo(goal = "validate")
    void listsWhatFailOnMayBe(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(goal, "failOn: 'never' is not valid, it must be error or warning");
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
}
