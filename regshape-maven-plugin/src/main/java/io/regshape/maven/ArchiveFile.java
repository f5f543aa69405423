// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The place of a project's archive, which one goal writes and another attaches. */
final class ArchiveFile {
    private ArchiveFile() {}

    /** Refuses a place where no file can be written. */
    static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, "archiveFile: " + file + " is a directory, it must be a file");
        }
        for (Path above = file.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above) && !Files.isDirectory(above)) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "archiveFile: " + file + " cannot be written: " + above + " is no directory");
            }
        }
    }

    static Path of(@Nullable File given, MavenProject project) {
        Path file = given == null
                ? Path.of(project.getBuild().getDirectory(), project.getBuild().getFinalName() + "-oci.tar")
                : given.toPath();
        return project.getBasedir().toPath().resolve(file).normalize();
    }
}
