// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.execution.ProjectDependencyGraph;
import org.apache.maven.project.MavenProject;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.internal.impl.DefaultRepositorySystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseResolutionTest {
    @TempDir
    private Path folder;

    private final MavenProject base = new MavenProject();
    private final MavenProject app = new MavenProject();
    private List<MavenProject> upstream = List.of();

    @BeforeEach
    void makeModules() {
        module(base, "base");
        module(app, "app");
    }

    private void module(MavenProject module, String artifactId) {
        module.setGroupId("g");
        module.setArtifactId(artifactId);
        module.setVersion("1");
        module.getBuild().setDirectory(folder.resolve(artifactId + "/target").toString());
    }

    @SuppressWarnings("deprecation") // the other constructors make no session of the repositories
    private BaseResolution resolution() {
        MavenSession session = new MavenSession(
                null,
                MavenRepositorySystemUtils.newSession(),
                new DefaultMavenExecutionRequest(),
                new DefaultMavenExecutionResult());
        session.setProjects(List.of(base, app));
        session.setProjectDependencyGraph(new ProjectDependencyGraph() {
            @Override
            public List<MavenProject> getSortedProjects() {
                return List.of(base, app);
            }

            @Override
            public List<MavenProject> getAllProjects() {
                return List.of(base, app);
            }

            @Override
            public List<MavenProject> getDownstreamProjects(MavenProject project, boolean transitive) {
                return List.of();
            }

            @Override
            public List<MavenProject> getUpstreamProjects(MavenProject project, boolean transitive) {
                return transitive && project.equals(app) ? upstream : List.of();
            }
        });
        return new BaseResolution(new DefaultRepositorySystem(), session, List.of(), folder.resolve("app"));
    }

    @Test
    void aModuleThatMakesTheBaseHasToComeFirst() {
        for (String from :
                List.of("oci:../base/target/oci", "oci-archive:../base/target/base.tar:latest", "maven:g:base:1")) {
            assertThatThrownBy(() -> resolution().findInOrder(from, app))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessage("from: " + from + " is made by a module of this build, and nothing says that it comes"
                            + " first. Add to app a <dependency> on g:base:1 with <type>pom</type> and"
                            + " <scope>provided</scope>");
        }
    }

    @Test
    void whatMavenBuildsFirstIsInOrder() {
        upstream = List.of(base);
        assertThat(resolution().findInOrder("oci:../base/target/oci", app).path())
                .isEqualTo(folder.resolve("base/target/oci"));
    }

    @Test
    void whatNoModuleMakesIsInOrder() {
        assertThat(resolution().findInOrder("oci:../elsewhere", app).path()).isNotNull();
        assertThat(resolution().findInOrder("oci:target/other", app).path()).isNotNull();
    }
}
