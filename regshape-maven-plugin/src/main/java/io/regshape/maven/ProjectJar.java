// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The jar of a project and the folder that it is made of: which of them says what the project's own files are.
 *
 * <p>An image must not depend on what an earlier build has left. So a jar that this build did not make counts only where
 * there is no folder, as after a restore from a build cache, or where a person calls the goal.
 */
final class ProjectJar {
    private static final String CLASS = ".class";

    private final MavenProject project;
    private final Path classes;
    private final Optional<Path> built;
    private final Optional<Path> found;

    private ProjectJar(MavenProject project, Path classes, Optional<Path> built, Optional<Path> found) {
        this.project = project;
        this.classes = classes;
        this.built = built;
        this.found = found;
    }

    /**
     * Looks what a project has.
     *
     * @param isBound whether the goal runs in the lifecycle
     */
    static ProjectJar of(MavenProject project, boolean isBound) throws IOException {
        Path classes = Path.of(project.getBuild().getOutputDirectory());
        Optional<Path> built = Optional.ofNullable(project.getArtifact().getFile())
                .map(File::toPath)
                .filter(Files::isRegularFile);
        Optional<Path> left = Optional.of(Path.of(
                        project.getBuild().getDirectory(), project.getBuild().getFinalName() + ".jar"))
                .filter(Files::isRegularFile);
        boolean leftCounts = !isBound || !holds(classes, file -> true);
        return new ProjectJar(project, classes, built, built.isPresent() || !leftCounts ? built : left);
    }

    /** Returns the jar. */
    Optional<Path> file() {
        return found;
    }

    /**
     * Returns the folder of classes, or the jar where that is not there; empty where the project has no files of its own.
     *
     * @throws RegshapeException if there is only a jar that has more in it than the project's own files
     */
    Optional<Path> ownFiles() throws IOException {
        boolean hasFiles = holds(classes, file -> true);
        if (hasFiles && holds(classes, file -> file.toString().endsWith(CLASS))) {
            return Optional.of(classes);
        }
        if (shades(project)) {
            requireAllInFolder(hasFiles);
            return Optional.of(classes).filter(folder -> hasFiles);
        }
        if (hasFiles) {
            // A plugin may have written a file there where a build cache has restored the jar.
            return Optional.of(found.isPresent() && hasClasses(found.get()) ? found.get() : classes);
        }
        return Optional.of(found.orElse(classes));
    }

    /** Of the files of a shaded jar nobody can tell which ones are the project's own. */
    private void requireAllInFolder(boolean hasFiles) throws IOException {
        List<String> sources = new ArrayList<>(project.getCompileSourceRoots());
        if (!hasFiles) {
            project.getResources().forEach(resource -> sources.add(resource.getDirectory()));
        }
        for (String source : sources) {
            if (holds(Path.of(source), file -> true)) {
                throw new RegshapeException(
                        Kind.WRONG_STATE,
                        "what " + source + " becomes is not in " + classes + ", and the jar of "
                                + project.getArtifactId() + " has files of libraries too (maven-shade-plugin): compile"
                                + " it, or say in <layers> what goes where in the image");
            }
        }
    }

    private static boolean holds(Path folder, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            return files.anyMatch(file -> Files.isRegularFile(file) && wanted.test(file));
        }
    }

    private static boolean hasClasses(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(entry -> entry.getName().endsWith(CLASS));
        }
    }

    /**
     * Makes sure that the jar which {@code build} reads is not replaced afterwards: the image would be another one in the
     * first build than in the next.
     *
     * @param isInPackage whether {@code build} runs in the phase of {@code repackage}, so that the POM's order counts
     */
    void requireBehindRepackage(BuildProperties properties, boolean isInPackage) {
        if (properties.find("spring-boot.repackage.skip").filter("true"::equals).isPresent()) {
            return;
        }
        // What an earlier build left is a jar that it repackaged after its own image was made.
        boolean seen = built.isEmpty() && found.isPresent();
        for (Plugin plugin : project.getBuildPlugins()) {
            seen |= isInPackage && plugin.getArtifactId().equals("regshape-maven-plugin");
            boolean repackages = plugin.getArtifactId().equals("spring-boot-maven-plugin")
                    && plugin.getExecutions().stream().anyMatch(ProjectJar::repackages);
            if (seen && repackages) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "the goal repackage of spring-boot-maven-plugin comes after build, so the image would be made of"
                                + " another jar each time: put regshape-maven-plugin behind spring-boot-maven-plugin in the"
                                + " POM, or bind build to the phase verify");
            }
        }
    }

    /** With a classifier the jar stays what it was. */
    private static boolean repackages(PluginExecution execution) {
        return runs(execution, "repackage")
                && configured(execution, "classifier").isEmpty();
    }

    private static boolean shades(MavenProject project) {
        return project.getBuildPlugins().stream()
                .filter(plugin -> plugin.getArtifactId().equals("maven-shade-plugin"))
                .flatMap(plugin -> plugin.getExecutions().stream())
                .anyMatch(execution -> runs(execution, "shade")
                        && configured(execution, "outputFile").isEmpty()
                        && configured(execution, "shadedArtifactAttached")
                                .filter("true"::equals)
                                .isEmpty());
    }

    private static boolean runs(PluginExecution execution, String goal) {
        return execution.getGoals().contains(goal)
                && !"none".equals(execution.getPhase())
                && configured(execution, "skip").filter("true"::equals).isEmpty();
    }

    private static Optional<String> configured(PluginExecution execution, String parameter) {
        return Optional.ofNullable((Xpp3Dom) execution.getConfiguration())
                .map(configuration -> configuration.getChild(parameter))
                .map(Xpp3Dom::getValue);
    }
}
