// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class InitMojoTest extends GoalTest {
    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "outputFile", value = "out.json")
    void makesAnEmptyLayout(Mojo goal) throws Exception {
        goal.execute();
        assertThat(printed).containsExactly("[INFO] Initialised OCI Image Layout at " + layout);
        assertThat(json()).isEqualTo("{\"layout_path\":\"" + layout + "\"}");
        assertThat(stage().layers()).isEmpty();
        assertValid();
    }

    @Test
    @InjectMojo(goal = "init")
    void refusesALayoutThatIsThere(Mojo goal) throws Exception {
        publish();
        assertRefused(
                goal,
                layout + " is already an OCI Image Layout. Set ifExists to reuse (add another image to it) or recreate "
                        + "(empty it first), or set another path");
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "ifExists", value = "reuse")
    void reuseKeepsTheImage(Mojo goal) throws Exception {
        publish();
        goal.execute();
        assertThat(stage().layers()).isEmpty();
        assertThat(entries()).hasSize(1);
    }

    @Test
    @CommandLine
    @Defined("regshape.ifExists=recreate")
    @InjectMojo(goal = "init")
    void recreateDropsTheImage(Mojo goal) throws Exception {
        publish();
        goal.execute();
        assertThat(entries()).isEmpty();
        assertThat(layout.toPath().resolve("blobs/sha256")).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "ifExists", value = "replace")
    void listsWhatIfExistsMayBe(Mojo goal) throws IOException {
        assertRefused(goal, "ifExists: 'replace' is not valid, it must be fail, reuse or recreate");
    }
}
