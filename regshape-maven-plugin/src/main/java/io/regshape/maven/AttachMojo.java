// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.OciArchive;
import io.regshape.archive.Transport;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** Attaches the archive to the project, so that <code>install</code> and <code>deploy</code> carry it. */
@Mojo(name = "attach", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class AttachMojo extends RegshapeMojo {
    /** The archive. The default is the one of <code>archive</code>. */
    @Parameter(property = "regshape.archiveFile")
    private @Nullable File archiveFile;

    /** The classifier of the artifact. The default is <code>oci</code>. */
    @Parameter(property = "regshape.classifier")
    private @Nullable String classifier;

    /** The type of the artifact, which is its file's extension too. The default is <code>tar</code>. */
    @Parameter(property = "regshape.type")
    private @Nullable String type;

    @Inject
    private @Nullable MavenProjectHelper projectHelper;

    @Override
    Outcome run(Path layout) throws IOException {
        Path file = ArchiveFile.of(archiveFile, project());
        if (!Files.isRegularFile(file)) {
            throw new RegshapeException(
                    Kind.WRONG_STATE, file + " does not exist. Run the goal archive first, or set archiveFile");
        }
        String artifactType = coordinate(type, "type").orElse("tar");
        String artifactClassifier = coordinate(classifier, "classifier").orElse("oci");
        try (LayoutReader archive = OciArchive.open(file, Transport.DEFAULT_MAX_UNPACKED)) {
            List<Descriptor> entries = archive.index().manifests();
            required(projectHelper).attachArtifact(project(), artifactType, artifactClassifier, file.toFile());
            return Outcome.of(
                    "Attached " + Results.named(entries) + " as "
                            + String.join(
                                    ":",
                                    project().getGroupId(),
                                    project().getArtifactId(),
                                    project().getVersion(),
                                    artifactType,
                                    artifactClassifier),
                    Results.images(entries, archive)
                            .with("file", file.toString())
                            .with("type", artifactType)
                            .with("classifier", artifactClassifier));
        }
    }

    /** It becomes a part of the names of files and folders in repositories. */
    private static Optional<String> coordinate(@Nullable String value, String parameter) {
        Optional<String> text = Parameters.text(value);
        if (text.isPresent() && !text.get().matches("[A-Za-z0-9_][A-Za-z0-9_.+-]*")) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    parameter + ": '" + text.get()
                            + "' is not valid, it must be letters and digits of ASCII, and _ . + -"
                            + " behind the first, for example oci");
        }
        return text;
    }

    @Override
    boolean writes() {
        return false;
    }
}
