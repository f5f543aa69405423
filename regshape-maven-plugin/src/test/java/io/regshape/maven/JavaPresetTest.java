// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;

class JavaPresetTest {
    private final MavenProject project = new MavenProject();
    private final Properties user = new Properties();

    private void plugin(String artifactId, String goal, String phase, Xpp3Dom configuration) {
        Plugin plugin = new Plugin();
        plugin.setArtifactId(artifactId);
        PluginExecution execution = new PluginExecution();
        execution.addGoal(goal);
        execution.setPhase(phase);
        execution.setConfiguration(configuration);
        plugin.addExecution(execution);
        project.getBuild().addPlugin(plugin);
    }

    private void build() {
        plugin("regshape-maven-plugin", "build", null, null);
    }

    private void repackage(String phase, Xpp3Dom configuration) {
        plugin("spring-boot-maven-plugin", "repackage", phase, configuration);
    }

    private static Xpp3Dom configuration(String name, String value) {
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        Xpp3Dom element = new Xpp3Dom(name);
        element.setValue(value);
        configuration.addChild(element);
        return configuration;
    }

    private void require() {
        JavaPreset.requireBehindRepackage(project, new BuildProperties(user, project.getProperties(), text -> text));
    }

    @Test
    void buildComesBehindRepackage() {
        repackage(null, null);
        build();
        assertThatCode(this::require).doesNotThrowAnyException();
        repackage(null, configuration("mainClass", "a.B"));
        assertThatThrownBy(this::require).hasMessageContaining("comes after build");
        user.setProperty("spring-boot.repackage.skip", "true");
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void aRepackageThatLeavesTheJarAloneMayComeLater() {
        build();
        repackage("none", null);
        repackage(null, configuration("classifier", "exec"));
        repackage(null, configuration("skip", "true"));
        assertThatCode(this::require).doesNotThrowAnyException();
        repackage(null, configuration("skip", "false"));
        assertThatThrownBy(this::require).hasMessageContaining("comes after build");
    }
}
