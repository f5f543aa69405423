// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.maven.ProjectDependencies.Selection;
import io.regshape.preset.Library;
import io.regshape.preset.Library.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectDependenciesTest {
    @TempDir
    Path folder;

    private final Set<Artifact> artifacts = new LinkedHashSet<>();
    private List<MavenProject> modules = List.of();

    @SuppressWarnings("deprecation") // the other constructors make no session of the repositories
    private ProjectDependencies dependencies() {
        MavenProject project = new MavenProject();
        project.setArtifacts(artifacts);
        MavenSession session =
                new MavenSession(null, null, new DefaultMavenExecutionRequest(), new DefaultMavenExecutionResult());
        session.setAllProjects(modules);
        return ProjectDependencies.of(project, session);
    }

    /** Adds a dependency {@code GROUP:ARTIFACT:VERSION:SCOPE[:TYPE[:CLASSIFIER]]}. */
    private Artifact add(String coordinates) throws IOException {
        String[] words = coordinates.split(":", -1);
        DefaultArtifactHandler handler = new DefaultArtifactHandler(words.length > 4 ? words[4] : "jar");
        handler.setExtension(words.length > 4 && !words[4].endsWith("-jar") ? words[4] : "jar");
        handler.setAddedToClasspath(!handler.getExtension().equals("zip"));
        Artifact artifact = new DefaultArtifact(
                words[0],
                words[1],
                words[2],
                words[3],
                words.length > 4 ? words[4] : "jar",
                words.length > 5 ? words[5] : null,
                handler);
        artifact.setFile(Files.createTempFile(folder, words[1], ".jar").toFile());
        artifacts.add(artifact);
        return artifact;
    }

    private Selection select(String scope, List<String> includes, List<String> excludes) {
        return dependencies().select("the set", scope, includes, excludes);
    }

    private static List<String> names(Selection selection) {
        return selection.artifacts().stream().map(Artifact::getArtifactId).toList();
    }

    @Test
    void scopesAreThoseOfTheAssemblyPlugin() throws Exception {
        for (String scope : List.of("compile", "runtime", "provided", "system", "test")) {
            add("g:" + scope + ":1:" + scope);
        }
        assertThat(names(select("runtime", List.of(), List.of()))).containsExactly("compile", "runtime");
        assertThat(names(select("compile", List.of(), List.of()))).containsExactly("compile", "provided", "system");
        assertThat(names(select("test", List.of(), List.of())))
                .containsExactly("compile", "runtime", "provided", "system", "test");
        assertThat(names(select("provided", List.of(), List.of()))).containsExactly("provided");
        assertThat(names(select("system", List.of(), List.of()))).containsExactly("system");
    }

    @Test
    void rejectsScopeThatIsNone() {
        assertThatThrownBy(() -> select("import", List.of(), List.of()))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("scope of the set: 'import' is not valid, it must be one of runtime, compile, provided, "
                        + "system, test");
    }

    @Test
    void patternsAreCoordinates() throws Exception {
        add("org.a:one:1:compile");
        add("org.a:two:1:compile");
        add("org.b:three:1:compile:zip");
        assertThat(names(select("runtime", List.of("org.a:*"), List.of()))).containsExactly("one", "two");
        assertThat(names(select("runtime", List.of("*:*:zip"), List.of()))).containsExactly("three");
        assertThat(names(select("runtime", List.of(), List.of("org.a:one")))).containsExactly("two", "three");
        assertThat(names(select("runtime", List.of("org.a:*"), List.of("*:one"))))
                .containsExactly("two");
    }

    /** To Maven 4 such a dependency is on the module path and on no class path. */
    @Test
    void aModularJarIsALibrary() throws Exception {
        ((DefaultArtifactHandler) add("g:module:1:compile:modular-jar").getArtifactHandler())
                .setAddedToClasspath(false);
        ((DefaultArtifactHandler) add("g:processor:1:compile:processor").getArtifactHandler())
                .setAddedToClasspath(false);
        assertThat(dependencies().libraries()).extracting(Library::fileName).containsExactly("module-1.jar");
    }

    @Test
    void anIncludeThatMatchesNothingIsAWarning() throws Exception {
        add("org.a:one:1:compile");
        add("org.a:tested:1:test");
        Selection selection = select("runtime", List.of("org.a:one", "org.a:tested", "org.c:*"), List.of());
        assertThat(names(selection)).containsExactly("one");
        assertThat(selection.warnings())
                .containsExactly(
                        "include 'org.a:tested' of the set matches no dependency of scope runtime",
                        "include 'org.c:*' of the set matches no dependency of scope runtime");
    }

    @Test
    void aSetThatAddsNothingIsAWarning() {
        assertThat(select("runtime", List.of(), List.of()).warnings())
                .containsExactly("the set adds nothing: the project has no such dependency of scope runtime");
    }

    @Test
    void librariesAreTheRuntimeClassPathInMavensOrder() throws Exception {
        add("g:z:1:compile");
        add("g:provided:1:provided");
        add("g:a:1:runtime");
        add("g:zip:1:compile:zip");
        add("g:tested:1:test");
        add("g:m:1:compile:test-jar:tests");
        assertThat(dependencies().libraries())
                .extracting(Library::fileName)
                .containsExactly("z-1.jar", "a-1.jar", "m-1-tests.jar");
    }

    @Test
    void tellsModulesAndSnapshotsByTheirCoordinates() throws Exception {
        MavenProject module = new MavenProject();
        module.setGroupId("g");
        module.setArtifactId("module");
        module.setVersion("1-SNAPSHOT");
        modules = List.of(module);
        add("g:module:1-20260102.030405-6:compile");
        add("g:module:2:compile");
        add("other:module:1-SNAPSHOT:compile");
        add("g:library:1-20260102.030405-6:compile");
        assertThat(dependencies().libraries())
                .extracting(Library::kind)
                .containsExactly(Kind.MODULE, Kind.RELEASED, Kind.SNAPSHOT, Kind.SNAPSHOT);
    }

    @Test
    void filesAreNamedByBaseVersion() throws Exception {
        add("g:a:1-20260102.030405-6:compile");
        add("g:b:1:compile:jar:linux");
        assertThat(ProjectDependencies.fileNames(artifacts).values())
                .containsExactly("a-1-SNAPSHOT.jar", "b-1-linux.jar");
    }

    @Test
    void equalNamesGetTheirGroupInFrontInAllOccurrences() throws Exception {
        add("org.one:a:1:compile");
        add("org.one:b:1:compile");
        add("org.two:a:1:compile");
        assertThat(ProjectDependencies.fileNames(artifacts).values())
                .containsExactly("org.one-a-1.jar", "b-1.jar", "org.two-a-1.jar");
    }

    @Test
    void rejectsModuleThatWasNotPackaged() throws Exception {
        Artifact artifact = add("g:a:1:compile");
        artifact.setFile(folder.toFile());
        assertThatThrownBy(dependencies()::libraries)
                .isInstanceOf(RegshapeException.class)
                .hasMessage("dependency g:a:jar:1 is the folder " + folder
                        + ": its module was not packaged. Build with the phase package or a later one");
    }

    @Test
    void rejectsDependencyWithoutAFile() throws Exception {
        Artifact artifact = add("g:a:1:compile");
        artifact.setFile(folder.resolve("gone.jar").toFile());
        assertThatThrownBy(dependencies()::libraries)
                .hasMessage("dependency g:a:jar:1 is not there: " + folder.resolve("gone.jar") + " does not exist");
        artifact.setFile(null);
        assertThatThrownBy(dependencies()::libraries)
                .hasMessage("dependency g:a:jar:1 is not there: Maven resolved it to no file");
    }
}
