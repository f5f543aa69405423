// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.build.LayerRequest;
import io.regshape.model.ConfigSettings;
import io.regshape.preset.JavaApplication;
import io.regshape.preset.SpringBootJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.handler.ArtifactHandler;
import org.apache.maven.project.MavenProject;

/**
 * What the image of a Java project holds and runs when its POM gives no layers.
 *
 * @param mainClass the class to run; empty: the one that the project has
 * @param jvmFlags options of the JVM
 * @param args arguments of the program
 */
record JavaPreset(Optional<String> mainClass, List<String> jvmFlags, List<String> args) {
    /** Layers, the settings with how a container is started, and what the user should know. */
    record Image(List<LayerRequest> layers, ConfigSettings settings, List<String> warnings) {}

    /** Refuses a project of which we do not know what a container would run. */
    static void requireJar(MavenProject project) {
        ArtifactHandler handler = project.getArtifact().getArtifactHandler();
        boolean jar = project.getPackaging().equals("jar")
                || "java".equals(handler.getLanguage()) && handler.isAddedToClasspath();
        if (!jar) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "layers is missing: only a jar has layers of its own, the packaging of " + project.getArtifactId()
                            + " is " + project.getPackaging() + ". Say in <layers> what goes where in the image");
        }
    }

    /**
     * Lays a project out.
     *
     * @param project the project, packaged
     * @param dependencies what it runs with
     * @param settings the user's; an entrypoint and arguments in them win
     */
    Image image(MavenProject project, ProjectDependencies dependencies, ConfigSettings settings) throws IOException {
        requireJar(project);
        Path jar = jar(project);
        Optional<SpringBootJar> boot = Files.isRegularFile(jar) ? SpringBootJar.of(jar) : Optional.empty();
        if (boot.isPresent()) {
            SpringBootJar application = boot.get().jvmFlags(jvmFlags).args(args);
            return new Image(
                    application.layers(),
                    start(settings, application::entrypoint, application.cmd()),
                    mainClass.stream()
                            .map(name -> "mainClass is of no effect with the Spring Boot jar " + jar
                                    + ", which names its own")
                            .toList());
        }
        Path classes = Path.of(project.getBuild().getOutputDirectory());
        JavaApplication unnamed = JavaApplication.of(Files.isDirectory(classes) ? classes : jar)
                .libraries(dependencies.libraries())
                .jvmFlags(jvmFlags)
                .args(args);
        JavaApplication application = mainClass.map(unnamed::mainClass).orElse(unnamed);
        return new Image(application.layers(), start(settings, application::entrypoint, application.cmd()), List.of());
    }

    /** Returns what is given although nothing uses it where layers are given. */
    List<String> unused() {
        List<String> names = new ArrayList<>();
        mainClass.ifPresent(name -> names.add("mainClass"));
        if (!jvmFlags.isEmpty()) {
            names.add("jvmFlags");
        }
        if (!args.isEmpty()) {
            names.add("args");
        }
        return names.isEmpty()
                ? List.of()
                : List.of(String.join(", ", names) + (names.size() == 1 ? " is" : " are")
                        + " of no effect beside layers: set entrypoint and cmd");
    }

    private interface Command {
        List<String> words() throws IOException;
    }

    /** The main class is looked for only where it is needed. */
    private static ConfigSettings start(ConfigSettings settings, Command entrypoint, List<String> cmd)
            throws IOException {
        List<String> given = settings.names();
        ConfigSettings result = given.contains("Entrypoint") ? settings : settings.withEntrypoint(entrypoint.words());
        return given.contains("Cmd") || cmd.isEmpty() ? result : result.withCmd(cmd);
    }

    /** The jar that this build made, or the one that a build cache restored. */
    private static Path jar(MavenProject project) {
        File file = project.getArtifact().getFile();
        return file != null && file.isFile()
                ? file.toPath()
                : Path.of(project.getBuild().getDirectory(), project.getBuild().getFinalName() + ".jar");
    }
}
