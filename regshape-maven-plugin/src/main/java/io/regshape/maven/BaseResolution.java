// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.BaseReference;
import io.regshape.archive.BaseReference.InRepository;
import io.regshape.archive.BaseReference.OnDisk;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Finds the file of a base image; Maven's own resolver gets those in Maven repositories. */
final class BaseResolution {
    private final RepositorySystem repositories;
    private final MavenSession session;
    private final List<RemoteRepository> remotes;
    private final Path directory;

    /**
     * Sets where bases are looked for.
     *
     * @param remotes the remote repositories
     * @param directory what a relative path is resolved against
     */
    BaseResolution(
            RepositorySystem repositories, MavenSession session, List<RemoteRepository> remotes, Path directory) {
        this.repositories = repositories;
        this.session = session;
        this.remotes = remotes;
        this.directory = directory;
    }

    /**
     * Reads a reference, and resolves it where it is one of Maven coordinates.
     *
     * @param from the reference
     * @throws RegshapeException if it is no reference, or Maven cannot resolve it
     */
    OnDisk find(String from) {
        return find(parse(from));
    }

    /**
     * Reads a reference and resolves it, for a project whose image is built on it.
     *
     * @param from the reference
     * @param project the project
     * @throws RegshapeException as the other method; or if a module makes it that may be built after the project
     */
    OnDisk findInOrder(String from, MavenProject project) {
        BaseReference reference = parse(from);
        for (MavenProject module : Optional.ofNullable(session.getProjects()).orElse(List.of())) {
            if (makes(module, reference) && !module.equals(project) && !comesFirst(module, project)) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "from: " + from.trim()
                                + " is made by a module of this build, and nothing says that it comes first. Add to "
                                + project.getArtifactId() + " a <dependency> on " + module.getGroupId() + ":"
                                + module.getArtifactId() + ":" + module.getVersion()
                                + " with <type>pom</type> and <scope>provided</scope>");
            }
        }
        return find(reference);
    }

    private static boolean makes(MavenProject module, BaseReference reference) {
        return reference instanceof InRepository artifact
                ? isProject(artifact, module)
                : ((OnDisk) reference).path().startsWith(module.getBuild().getDirectory());
    }

    /** Maven builds parents and dependencies first, those of dependencies too. */
    private boolean comesFirst(MavenProject module, MavenProject project) {
        return session.getProjectDependencyGraph()
                .getUpstreamProjects(project, true)
                .contains(module);
    }

    private BaseReference parse(String from) {
        return Parameters.parsed(Optional.of(from.trim()), "from", text -> BaseReference.parse(text, directory))
                .orElseThrow();
    }

    private OnDisk find(BaseReference reference) {
        return reference instanceof InRepository artifact ? artifact.resolvedTo(resolve(artifact)) : (OnDisk) reference;
    }

    private static boolean isProject(InRepository base, MavenProject module) {
        return module.getGroupId().equals(base.groupId())
                && module.getArtifactId().equals(base.artifactId())
                && module.getVersion().equals(base.version());
    }

    private Path resolve(InRepository base) {
        ArtifactRequest request = new ArtifactRequest(
                new DefaultArtifact(base.groupId(), base.artifactId(), base.classifier(), base.type(), base.version()),
                remotes,
                null);
        try {
            File file = repositories
                    .resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile();
            return file.toPath();
        } catch (ArtifactResolutionException e) {
            throw new RegshapeException(Kind.INVALID_VALUE, "from: " + e.getMessage(), e);
        }
    }
}
