// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.build.LayerRequest;
import io.regshape.model.ConfigSettings;
import io.regshape.preset.JavaApplication;
import io.regshape.preset.SpringBootJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
     * @param project the project, of which {@link #requireJar} knows what to run
     * @param jar its jar, and where its own files are
     * @param dependencies what it runs with
     * @param settings the user's; an entrypoint and arguments in them win
     * @param layout where the image goes
     */
    Image image(
            MavenProject project,
            ProjectJar jar,
            ProjectDependencies dependencies,
            ConfigSettings settings,
            Path layout)
            throws IOException {
        if (layout.startsWith(Path.of(project.getBuild().getOutputDirectory()))) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "path: " + layout + " lies among the classes of the project, which are in the image and in the jar:"
                            + " put it elsewhere");
        }
        Optional<Path> file = jar.file();
        Optional<SpringBootJar> boot = file.isPresent() ? SpringBootJar.of(file.get()) : Optional.empty();
        if (boot.isPresent()) {
            SpringBootJar application = boot.get().jvmFlags(jvmFlags).args(args);
            return new Image(
                    application.layers(),
                    start(settings, application::entrypoint, application.cmd()),
                    Stream.concat(
                                    unusedBeside(settings).stream(),
                                    mainClass.stream()
                                            .map(name -> "mainClass is of no effect with the Spring Boot jar "
                                                    + file.get() + ", which names its own"))
                            .toList());
        }
        JavaApplication unnamed = jar.ownFiles()
                .map(JavaApplication::of)
                .orElseGet(JavaApplication::ofLibraries)
                .libraries(dependencies.libraries())
                .jvmFlags(jvmFlags)
                .args(args);
        JavaApplication application = mainClass.map(unnamed::mainClass).orElse(unnamed);
        return new Image(
                application.layers(),
                start(settings, application::entrypoint, application.cmd()),
                unusedBeside(settings));
    }

    private List<String> unusedBeside(ConfigSettings settings) {
        if (!settings.names().contains("Entrypoint") || mainClass.isEmpty() && jvmFlags.isEmpty()) {
            return List.of();
        }
        return List.of("mainClass and jvmFlags are of no effect beside an entrypoint: put them into it");
    }

    /** Returns what is given although nothing uses it, and where that is so. */
    List<String> unused(String where) {
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
                : List.of(String.join(", ", names) + (names.size() == 1 ? " is" : " are") + " of no effect " + where
                        + ": set entrypoint and cmd");
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
}
