// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.DockerName;
import io.regshape.archive.OciArchiveWriter;
import io.regshape.build.BuildRecord;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes an image of the layout as an OCI archive: one tar, reproducible, for moving it as a file. */
@Mojo(name = "archive", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class ArchiveMojo extends RegshapeMojo {
    /** The name of the image in the layout's index; needed where there are several images. */
    @Parameter(property = "regshape.refName")
    private @Nullable String refName;

    /** Whether <code>docker load</code> takes the archive too. */
    @Parameter(property = "regshape.dockerCompatible")
    private boolean dockerCompatible;

    /**
     * What Docker and podman call the image that they load, for example <code>example.com/team/app:1.0</code>. The default
     * is <code>ARTIFACT-ID:VERSION</code>. Only with <code>dockerCompatible</code>.
     */
    @Parameter(property = "regshape.imageName")
    private @Nullable String imageName;

    /**
     * Which image Docker loads where there are several platforms, for example <code>linux/arm64</code>. The archive holds
     * all of them. Only with <code>dockerCompatible</code>.
     */
    @Parameter(property = "regshape.platform")
    private @Nullable String platform;

    /**
     * Whether the layers that the image has from its base are left out of the archive, for <code>rehydrate</code> to put
     * back, whether the layout has them or not. Only for images that <code>build</code> made.
     */
    @Parameter(property = "regshape.thin")
    private boolean thin;

    /** The archive. The default is <code>FINAL-NAME-oci.tar</code> in the project's build directory. */
    @Parameter(property = "regshape.archiveFile")
    private @Nullable File archiveFile;

    @Override
    Outcome run(Path layout) throws IOException {
        Path file = ArchiveFile.of(archiveFile, project());
        if (file.startsWith(layout)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "archiveFile: " + file + " lies in the layout " + layout + ": put it elsewhere");
        }
        ArchiveFile.requireFile(file);
        refuseSecondArchive(file);
        ImageLayout images = ImageLayout.open(layout);
        OciArchiveWriter writer = OciArchiveWriter.of(images)
                .refNames(Parameters.text(refName).stream().toList());
        Set<Digest> baseLayers = baseLayers(images, writer.entries());
        if (thin) {
            writer.leftOut(baseLayers::contains);
        } else {
            requireAll(images, baseLayers);
        }
        Optional<DockerName> name = Parameters.parsed(Parameters.text(imageName), "imageName", DockerName::parse);
        Optional<Platform> chosen = Parameters.parsed(Parameters.text(platform), "platform", Platform::parse);
        if (dockerCompatible) {
            writer.dockerCompatible(List.of(name.orElseGet(this::defaultName)), chosen);
        } else if (name.isPresent() || chosen.isPresent()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    (name.isPresent() ? "imageName" : "platform")
                            + " is for Docker: set dockerCompatible too, or leave it out");
        }
        List<Descriptor> entries = writer.writeTo(file);
        return Outcome.of(
                "Archived " + Results.named(entries) + " to " + file,
                Results.images(entries, images).with("file", file.toString()));
    }

    /** What a build noted of an image it noted under one of the image's names. */
    private static Set<Digest> baseLayers(ImageLayout layout, List<Descriptor> entries) throws IOException {
        Set<Digest> images = entries.stream().map(Descriptor::digest).collect(Collectors.toSet());
        List<String> names = layout.index().manifests().stream()
                .filter(entry -> images.contains(entry.digest()))
                .map(Index::refNameOf)
                .flatMap(Optional::stream)
                .toList();
        return BuildRecord.read(layout.root()).baseLayers(names);
    }

    private static void requireAll(ImageLayout layout, Set<Digest> baseLayers) throws IOException {
        for (Digest layer : baseLayers) {
            if (layout.blobSize(layer).isEmpty()) {
                throw new RegshapeException(
                        Kind.WRONG_STATE,
                        layout.name() + " is thin, it lacks the layer " + layer
                                + " of the base. Set thin for a thin archive, or run the goal rehydrate first");
            }
        }
    }

    /** Docker's names are lower case, and a version's plus sign is no character of a tag. */
    private DockerName defaultName() {
        String artifact = project().getArtifactId().toLowerCase(Locale.ROOT);
        String tag = project().getVersion().replace('+', '_');
        try {
            return new DockerName(artifact, tag);
        } catch (RegshapeException e) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, "imageName is missing, and the project gives none: " + e.getMessage(), e);
        }
    }

    @Override
    boolean writes() {
        return false;
    }
}
