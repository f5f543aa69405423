// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.PublishedManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes the manifest of the layers and the config, and names it in the layout's index. */
@Mojo(name = "generate-manifest", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public class GenerateManifestMojo extends RegshapeMojo {
    /** The name of the manifest in the index, for example <code>latest</code>. By default it has none. */
    @Parameter(property = "regshape.refName")
    private @Nullable String refName;

    /**
     * The manifest's media type; there is one legal value, <code>application/vnd.oci.image.manifest.v1+json</code>. On
     * the command line <code>regshape.mediaType</code>.
     */
    @Parameter
    private @Nullable String mediaType;

    /** Annotations of the manifest. On the command line <code>regshape.annotation.KEY</code>. */
    @Parameter
    private @Nullable Properties annotations;

    /** What kind of artifact this is; required when the config is the empty one. */
    @Parameter(property = "regshape.artifactType")
    private @Nullable String artifactType;

    /** The manifest that this one says something about: a reference name in the same layout, or a digest. */
    @Parameter(property = "regshape.subject")
    private @Nullable String subject;

    @Override
    Outcome run(Path layout) throws IOException {
        Parameters parameters = parameters();
        parameters.commandLineText(mediaType, "mediaType").ifPresent(GenerateManifestMojo::requireManifestType);
        GenerateManifest step = GenerateManifest.in(layout)
                .annotations(parameters.annotations(annotations, "annotations", "annotation"));
        Parameters.parsed(
                        prompts().askOrSkip(Parameters.text(refName), "Reference name (e.g. latest)"),
                        "refName",
                        RefName::parse)
                .ifPresent(step::refName);
        Parameters.parsed(Parameters.text(artifactType), "artifactType", MediaType::parse)
                .ifPresent(step::artifactType);
        Parameters.text(subject).ifPresent(step::subject);
        PublishedManifest manifest = step.run();
        String line = "Generated manifest "
                + manifest.refName().map(name -> "[" + name + "] ").orElse("")
                + manifest.descriptor().digest() + " (" + manifest.descriptor().size() + " bytes)";
        return Outcome.of(line, Results.manifest(manifest)).withWarnings(manifest.warnings());
    }

    private static void requireManifestType(String value) {
        if (!value.equals(MediaType.IMAGE_MANIFEST.value())) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "mediaType: '" + value + "' is not valid, it must be " + MediaType.IMAGE_MANIFEST
                            + " (set artifactType to say what kind of artifact this is)");
        }
    }
}
