// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectJarTest {
    private final MavenProject project = new MavenProject();
    private final Properties user = new Properties();

    @TempDir
    private Path folder;

    private Path classes;

    @BeforeEach
    void makeProject() {
        classes = folder.resolve("classes");
        project.getBuild().setDirectory(folder.toString());
        project.getBuild().setOutputDirectory(classes.toString());
        project.getBuild().setFinalName("app");
        project.setArtifactId("app");
        project.setArtifact(new DefaultArtifact("g", "app", "1", null, "jar", null, new DefaultArtifactHandler("jar")));
    }

    private Path file(String name) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private Path jar(boolean built, String... names) throws IOException {
        Path jar = folder.resolve("app.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
            }
        }
        if (built) {
            project.getArtifact().setFile(jar.toFile());
        }
        return jar;
    }

    private ProjectJar bound() throws IOException {
        return ProjectJar.of(project, true);
    }

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

    private void require(boolean isInPackage) throws IOException {
        bound().requireBehindRepackage(new BuildProperties(user, project.getProperties(), text -> text), isInPackage);
    }

    private void requireInOrder() throws IOException {
        require(true);
    }

    @Test
    void buildComesBehindRepackage() throws IOException {
        jar(true, "a/B.class");
        repackage(null, null);
        build();
        assertThatCode(this::requireInOrder).doesNotThrowAnyException();
        repackage(null, configuration("mainClass", "a.B"));
        assertThatThrownBy(this::requireInOrder).hasMessageContaining("comes after build");
        assertThatCode(() -> require(false)).doesNotThrowAnyException();
        user.setProperty("spring-boot.repackage.skip", "true");
        assertThatCode(this::requireInOrder).doesNotThrowAnyException();
    }

    @Test
    void aJarThatAnEarlierBuildHasRepackagedIsNotRead() throws IOException {
        jar(false, "a/B.class");
        repackage(null, null);
        build();
        assertThatThrownBy(() -> require(false))
                .hasMessageContaining("comes after build")
                .hasMessageContaining("bind build to the phase verify");
        file("a/B.class");
        assertThatCode(() -> require(false)).doesNotThrowAnyException();
    }

    @Test
    void aRepackageThatLeavesTheJarAloneMayComeLater() throws IOException {
        jar(true, "a/B.class");
        build();
        repackage("none", null);
        repackage(null, configuration("classifier", "exec"));
        repackage(null, configuration("skip", "true"));
        assertThatCode(this::requireInOrder).doesNotThrowAnyException();
        repackage(null, configuration("skip", "false"));
        assertThatThrownBy(this::requireInOrder).hasMessageContaining("comes after build");
    }

    @Test
    void theFolderCountsAndNotTheJarThatAnEarlierBuildHasLeft() throws IOException {
        jar(false, "a/B.class", "old.txt");
        file("new.txt");
        assertThat(bound().ownFiles()).contains(classes);
        assertThat(bound().file()).isEmpty();
        assertThat(ProjectJar.of(project, false).ownFiles()).contains(folder.resolve("app.jar"));
        jar(false, "old.txt");
        assertThat(ProjectJar.of(project, false).ownFiles()).contains(classes);
        assertThat(ProjectJar.of(project, false).file()).contains(folder.resolve("app.jar"));
    }

    @Test
    void withoutAFolderTheJarCounts() throws IOException {
        Path jar = jar(false, "a/B.class");
        assertThat(bound().ownFiles()).contains(jar);
        Files.createDirectories(classes.resolve("a"));
        assertThat(bound().ownFiles()).contains(jar);
        assertThat(bound().file()).contains(jar);
    }

    /** A build cache restores the jar, and a plugin that runs nevertheless has put a file beside it. */
    @Test
    void aJarOfThisBuildCountsWhereTheFolderLacksItsClasses() throws IOException {
        file("git.properties");
        Path jar = jar(true, "a/B.class", "git.properties");
        assertThat(bound().ownFiles()).contains(jar);
        jar(true, "git.properties");
        assertThat(bound().ownFiles()).contains(classes);
        jar(true, "a/B.class");
        file("a/C.class");
        assertThat(bound().ownFiles()).contains(classes);
    }

    @Test
    void aShadedJarIsNotTheProjectsOwn() throws IOException {
        jar(true, "lib/A.class", "app.txt");
        plugin("maven-shade-plugin", "shade", "package", null);
        assertThat(bound().ownFiles()).isEmpty();
        file("git.properties");
        assertThat(bound().ownFiles()).contains(classes);

        Path sources = folder.resolve("src");
        project.addCompileSourceRoot(sources.toString());
        assertThat(bound().ownFiles()).contains(classes);
        Files.createDirectories(sources);
        Files.writeString(sources.resolve("A.java"), "");
        assertThatThrownBy(() -> bound().ownFiles())
                .hasMessage("what " + sources + " becomes is not in " + classes + ", and the jar of app has files of"
                        + " libraries too (maven-shade-plugin): compile it, or say in <layers> what goes where in the"
                        + " image");
        file("A.class");
        assertThat(bound().ownFiles()).contains(classes);
    }

    @Test
    void resourcesThatAreNotInTheFolderAreMissedToo() throws IOException {
        jar(true, "lib/A.class", "app.txt");
        plugin("maven-shade-plugin", "shade", "package", null);
        Resource resources = new Resource();
        resources.setDirectory(
                Files.createDirectories(folder.resolve("resources")).toString());
        project.addResource(resources);
        Files.writeString(folder.resolve("resources/app.txt"), "");
        assertThatThrownBy(() -> bound().ownFiles()).hasMessageStartingWith("what " + folder.resolve("resources"));
        file("app.txt");
        assertThat(bound().ownFiles()).contains(classes);
    }

    @Test
    void aShadedJarBesideTheProjectsOwnDoesNotMatter() throws IOException {
        Path jar = jar(true, "a/B.class");
        plugin("maven-shade-plugin", "shade", "package", configuration("shadedArtifactAttached", "true"));
        plugin("maven-shade-plugin", "shade", "package", configuration("outputFile", "target/all.jar"));
        assertThat(bound().ownFiles()).contains(jar);
    }
}
