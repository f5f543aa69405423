// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The place of a project's archive, which one goal writes and another attaches. */
final class ArchiveFile {
    private ArchiveFile() {}

    static Path of(@Nullable File given, MavenProject project) {
        Path file = given == null
                ? Path.of(project.getBuild().getDirectory(), project.getBuild().getFinalName() + "-oci.tar")
                : given.toPath();
        return project.getBasedir().toPath().resolve(file).normalize();
    }
}
