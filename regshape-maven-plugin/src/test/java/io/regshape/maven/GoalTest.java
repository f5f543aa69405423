// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.testing.FileTree;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of the goals share: a project in a folder of its own, with a tar in it and the layout at the default
 * path, and a record of what is printed. The goal is bound in the POM, unless {@link CommandLine} says that it is called
 * by its name.
 */
@MojoTest
abstract class GoalTest {
    /** The goal is called on the command line. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface CommandLine {}

    /** What the command line gives with {@code -D}. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Defined {
        String[] value();
    }

    @TempDir
    Path basedir;

    final List<String> printed = new ArrayList<>();
    final MavenProject project = new MavenProject();
    final MojoDescriptor descriptor = new MojoDescriptor();
    MavenSession session;
    File layout;
    File tar;

    private MojoExecution.Source source = MojoExecution.Source.LIFECYCLE;

    @Provides
    Log log() {
        return new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                printed.add("[INFO] " + line);
            }

            @Override
            public void warn(CharSequence line) {
                printed.add("[WARNING] " + line);
            }

            @Override
            public void error(CharSequence line) {
                printed.add("[ERROR] " + line);
            }
        };
    }

    @Provides
    MavenProject project() {
        project.setFile(basedir.resolve("pom.xml").toFile());
        project.getBuild().setDirectory(basedir.resolve("target").toString());
        return project;
    }

    @Provides
    MojoExecution execution() {
        return new MojoExecution(descriptor) {
            @Override
            public Source getSource() {
                return source;
            }
        };
    }

    @Provides
    @SuppressWarnings("deprecation") // the other constructors make no session of the repositories
    MavenSession session() {
        session = new MavenSession(
                null,
                MavenRepositorySystemUtils.newSession(),
                new DefaultMavenExecutionRequest(),
                new DefaultMavenExecutionResult());
        session.setCurrentProject(project);
        return session;
    }

    @BeforeEach
    void prepare(TestInfo test) throws IOException {
        layout = basedir.resolve("target/oci").toFile();
        tar = TestTar.sample("layer").writeTo(basedir.resolve("layer.tar")).toFile();
        Method method = test.getTestMethod().orElseThrow();
        if (method.isAnnotationPresent(CommandLine.class)) {
            source = MojoExecution.Source.CLI;
        }
        if (method.isAnnotationPresent(Defined.class)) {
            for (String property : method.getAnnotation(Defined.class).value()) {
                String[] words = property.split("=", 2);
                session.getUserProperties().setProperty(words[0], words[1]);
            }
        }
    }

    /** Makes a layout with an image that is called {@code latest}. */
    void publish() throws IOException {
        SampleLayout.publish(layout, tar);
    }

    Stage stage() throws IOException {
        return Stage.read(layout.toPath());
    }

    Descriptor config() throws IOException {
        return stage().config().orElseThrow();
    }

    Descriptor manifest() throws IOException {
        return stage().manifest().orElseThrow();
    }

    JsonObject document(Descriptor descriptor) throws IOException {
        return ImageLayout.open(layout.toPath()).readDocument(descriptor, "the test");
    }

    List<Descriptor> entries() throws IOException {
        return ImageLayout.open(layout.toPath()).index().manifests();
    }

    /** What the goal wrote to {@code out.json}. */
    String json() throws IOException {
        return Files.readString(basedir.resolve("out.json"));
    }

    void assertValid() throws IOException {
        assertThat(LayoutValidator.validate(layout.toPath())).isEmpty();
    }

    /** The goal fails as one that the user can mend, prints nothing, and leaves every file as it was. */
    void assertRefused(Mojo goal, String message) throws IOException {
        Map<String, String> before = files();
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(message);
        assertThat(printed).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = FileTree.describe(basedir);
        files.remove("target/oci/.regshape.lock");
        return files;
    }
}
