// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.preset.Library;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.ArtifactUtils;
import org.apache.maven.artifact.resolver.filter.ArtifactFilter;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.artifact.filter.PatternExcludesArtifactFilter;
import org.apache.maven.shared.artifact.filter.PatternIncludesArtifactFilter;
import org.apache.maven.shared.artifact.filter.ScopeArtifactFilter;

/** The dependencies of a project, transitive ones too, as Maven resolved them. */
final class ProjectDependencies {
    private static final List<String> SCOPES = List.of(
            Artifact.SCOPE_RUNTIME,
            Artifact.SCOPE_COMPILE,
            Artifact.SCOPE_PROVIDED,
            Artifact.SCOPE_SYSTEM,
            Artifact.SCOPE_TEST);

    private final Collection<Artifact> artifacts;
    private final Set<String> modules;

    /**
     * Some of the dependencies.
     *
     * @param artifacts the dependencies, in Maven's order
     * @param warnings patterns that chose none
     */
    record Selection(List<Artifact> artifacts, List<String> warnings) {}

    private ProjectDependencies(Collection<Artifact> artifacts, Set<String> modules) {
        this.artifacts = artifacts;
        this.modules = modules;
    }

    static ProjectDependencies of(MavenProject project, MavenSession session) {
        // All, not only those that this build runs: what a module is does not depend on -pl.
        List<MavenProject> projects = session.getAllProjects();
        Set<String> modules = new HashSet<>();
        for (MavenProject module : projects == null ? List.<MavenProject>of() : projects) {
            modules.add(ArtifactUtils.key(module.getGroupId(), module.getArtifactId(), module.getVersion()));
        }
        return new ProjectDependencies(project.getArtifacts(), modules);
    }

    /**
     * Chooses dependencies as a set of maven-assembly-plugin does.
     *
     * @param set the set, for messages
     * @param scope the scope, with those that it implies
     */
    Selection select(String set, String scope, List<String> includes, List<String> excludes) {
        if (!SCOPES.contains(scope)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "scope of " + set + ": '" + scope + "' is not valid, it must be one of "
                            + String.join(", ", SCOPES));
        }
        ArtifactFilter inScope = new ScopeArtifactFilter(scope);
        ArtifactFilter excluded = new PatternExcludesArtifactFilter(excludes);
        List<Artifact> candidates = artifacts.stream()
                .filter(artifact -> inScope.include(artifact) && (excludes.isEmpty() || excluded.include(artifact)))
                .toList();
        List<String> warnings = new ArrayList<>();
        if (candidates.isEmpty() && includes.isEmpty()) {
            warnings.add(set + " adds nothing: the project has no such dependency of scope " + scope);
        }
        for (String pattern : includes) {
            if (candidates.stream().noneMatch(new PatternIncludesArtifactFilter(List.of(pattern))::include)) {
                warnings.add("include '" + pattern + "' of " + set + " matches no dependency of scope " + scope);
            }
        }
        ArtifactFilter included = new PatternIncludesArtifactFilter(includes);
        return new Selection(
                includes.isEmpty()
                        ? candidates
                        : candidates.stream().filter(included::include).toList(),
                warnings);
    }

    /** Returns the libraries of the class path that the project runs with, in Maven's order. */
    List<Library> libraries() {
        List<Artifact> classPath = artifacts.stream()
                .filter(ProjectDependencies::isOnClassPath)
                .filter(artifact -> Artifact.SCOPE_COMPILE.equals(artifact.getScope())
                        || Artifact.SCOPE_RUNTIME.equals(artifact.getScope()))
                .toList();
        Map<Artifact, String> names = fileNames(classPath);
        List<Library> libraries = new ArrayList<>();
        for (Artifact artifact : classPath) {
            libraries.add(new Library(file(artifact), names.getOrDefault(artifact, ""), kind(artifact)));
        }
        return libraries;
    }

    /** Maven 4 says of a dependency of this type that it is on the module path; a jar it is all the same. */
    private static boolean isOnClassPath(Artifact artifact) {
        return artifact.getArtifactHandler().isAddedToClasspath()
                || artifact.getType().equals("modular-jar");
    }

    private Library.Kind kind(Artifact artifact) {
        String version = artifact.getBaseVersion();
        if (modules.contains(ArtifactUtils.key(artifact.getGroupId(), artifact.getArtifactId(), version))) {
            return Library.Kind.MODULE;
        }
        return ArtifactUtils.isSnapshot(version) ? Library.Kind.SNAPSHOT : Library.Kind.RELEASED;
    }

    /**
     * Names the files of dependencies: {@code ARTIFACT-VERSION[-CLASSIFIER].EXTENSION} with the base version, since that of
     * a snapshot's file depends on where it was resolved from. Where two are equal, each gets its group in front.
     */
    static Map<Artifact, String> fileNames(Collection<Artifact> artifacts) {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        for (Artifact artifact : artifacts) {
            groups.computeIfAbsent(fileName(artifact), name -> new HashSet<>()).add(artifact.getGroupId());
        }
        Map<Artifact, String> names = new LinkedHashMap<>();
        for (Artifact artifact : artifacts) {
            String name = fileName(artifact);
            boolean unique = groups.getOrDefault(name, Set.of()).size() == 1;
            names.put(artifact, unique ? name : artifact.getGroupId() + "-" + name);
        }
        return names;
    }

    private static String fileName(Artifact artifact) {
        String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
        return artifact.getArtifactId() + "-" + artifact.getBaseVersion() + classifier + "."
                + artifact.getArtifactHandler().getExtension();
    }

    /** Returns the file of a dependency. */
    static Path file(Artifact artifact) {
        File file = artifact.getFile();
        if (file == null || !file.exists()) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    "dependency " + artifact.getId() + " is not there"
                            + (file == null ? ": Maven resolved it to no file" : ": " + file + " does not exist"));
        }
        if (file.isDirectory()) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    "dependency " + artifact.getId() + " is the folder " + file
                            + ": its module was not packaged. Build with the phase package or a later one");
        }
        return file.toPath();
    }
}
