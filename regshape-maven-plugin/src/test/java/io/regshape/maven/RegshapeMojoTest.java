// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.testing.SampleLayout;
import java.nio.file.Files;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class RegshapeMojoTest extends GoalTest {
    @Test
    @CommandLine
    @Defined({"regshape.skip=true", "regshape.outputFile=out.json"})
    @InjectMojo(goal = "init")
    void skipDoesNothingAndSaysSo(Mojo goal) throws Exception {
        descriptor.setGoal("init");
        goal.execute();
        assertThat(printed).containsExactly("[INFO] Skipping regshape:init (regshape.skip)");
        assertThat(json()).isEqualTo("{\"skipped\":true}");
        assertThat(layout).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "path", value = "elsewhere/../image")
    void aPathIsBelowTheProject(Mojo goal) throws Exception {
        goal.execute();
        assertThat(printed).containsExactly("[INFO] Initialised OCI Image Layout at " + basedir.resolve("image"));
    }

    @Test
    @InjectMojo(goal = "show")
    @MojoParameter(name = "outputFile", value = "new/folder/out.json")
    void aFailureIsWrittenToTheOutputFileToo(Mojo goal) throws Exception {
        String message = layout
                + " is not an OCI Image Layout: it does not exist. Run the goal build or init first, or set path";
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(message);
        assertThat(basedir.resolve("new/folder/out.json"))
                .hasContent("{\"error\":\"" + message + "\",\"kind\":\"wrong_state\"}");
    }

    @Test
    @CommandLine
    @Defined("regshape.outputFile=target")
    @InjectMojo(goal = "init")
    void anOutputFileThatCannotBeWrittenFailsBeforeAnythingChanges(Mojo goal) throws Exception {
        Files.createDirectory(basedir.resolve("target"));
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("outputFile: " + basedir.resolve("target") + " cannot be written (");
        assertThat(layout).doesNotExist();
        assertThat(printed).isEmpty();
    }

    @Test
    @InjectMojo(goal = "status")
    void whatIsNotKnownIsNoProperty(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        project.getProperties().setProperty("regshape.manifest.digest", "that of an earlier layout");
        goal.execute();
        assertThat(project.getProperties())
                .containsEntry("regshape.layers", "1")
                .doesNotContainKeys("regshape.config.digest", "regshape.manifest.digest");
    }

    @Test
    @CommandLine
    @Defined("regshape.outputFile=a\0b")
    @InjectMojo(goal = "init")
    void aPathThatTheSystemDoesNotTakeIsNamed(Mojo goal) throws Exception {
        assertRefused(
                goal,
                "the path 'a\\u0000b' cannot be used: Nul character not allowed. If it has letters outside of ASCII, run"
                        + " Maven with a locale of UTF-8, for example LC_ALL=C.UTF-8");
    }
}
