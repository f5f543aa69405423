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
import java.util.stream.Stream;
import org.apache.maven.artifact.handler.ArtifactHandler;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

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
     * @param layout where the image goes
     */
    Image image(MavenProject project, ProjectDependencies dependencies, ConfigSettings settings, Path layout)
            throws IOException {
        requireJar(project);
        if (layout.startsWith(Path.of(project.getBuild().getOutputDirectory()))) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "path: " + layout + " lies among the classes of the project, which are in the image and in the jar:"
                            + " put it elsewhere");
        }
        Path jar = jar(project);
        Optional<SpringBootJar> boot = Files.isRegularFile(jar) ? SpringBootJar.of(jar) : Optional.empty();
        if (boot.isPresent()) {
            SpringBootJar application = boot.get().jvmFlags(jvmFlags).args(args);
            return new Image(
                    application.layers(),
                    start(settings, application::entrypoint, application.cmd()),
                    Stream.concat(
                                    unusedBeside(settings).stream(),
                                    mainClass.stream()
                                            .map(name -> "mainClass is of no effect with the Spring Boot jar " + jar
                                                    + ", which names its own"))
                            .toList());
        }
        Path classes = Path.of(project.getBuild().getOutputDirectory());
        boolean useJar = Files.isRegularFile(jar) && !hasClasses(classes);
        JavaApplication unnamed = JavaApplication.of(Files.isDirectory(classes) && !useJar ? classes : jar)
                .libraries(dependencies.libraries())
                .jvmFlags(jvmFlags)
                .args(args);
        JavaApplication application = mainClass.map(unnamed::mainClass).orElse(unnamed);
        return new Image(
                application.layers(),
                start(settings, application::entrypoint, application.cmd()),
                unusedBeside(settings));
    }

    /** A build cache restores the jar, and something may have made the folder of the classes anew. */
    private static boolean hasClasses(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".class"));
        }
    }

    /**
     * In front of {@code repackage} the jar is a plain one in the first build, and that of the build before in the next: two
     * different images.
     */
    static void requireBehindRepackage(MavenProject project, BuildProperties properties) {
        if (properties.find("spring-boot.repackage.skip").filter("true"::equals).isPresent()) {
            return;
        }
        boolean seen = false;
        for (Plugin plugin : project.getBuildPlugins()) {
            seen |= plugin.getArtifactId().equals("regshape-maven-plugin");
            boolean repackages = plugin.getArtifactId().equals("spring-boot-maven-plugin")
                    && plugin.getExecutions().stream().anyMatch(JavaPreset::replacesJar);
            if (seen && repackages) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "the goal repackage of spring-boot-maven-plugin comes after build, so the image would be made of"
                                + " another jar each time: put regshape-maven-plugin behind spring-boot-maven-plugin in the"
                                + " POM");
            }
        }
    }

    /** With a classifier the jar stays what it was. */
    private static boolean replacesJar(PluginExecution execution) {
        return execution.getGoals().contains("repackage")
                && !"none".equals(execution.getPhase())
                && configured(execution, "classifier").isEmpty()
                && configured(execution, "skip").filter("true"::equals).isEmpty();
    }

    private static Optional<String> configured(PluginExecution execution, String parameter) {
        return Optional.ofNullable((Xpp3Dom) execution.getConfiguration())
                .map(configuration -> configuration.getChild(parameter))
                .map(Xpp3Dom::getValue);
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

    /** The jar that this build made, or the one that a build cache restored. */
    private static Path jar(MavenProject project) {
        File file = project.getArtifact().getFile();
        return file != null && file.isFile()
                ? file.toPath()
                : Path.of(project.getBuild().getDirectory(), project.getBuild().getFinalName() + ".jar");
    }
}
