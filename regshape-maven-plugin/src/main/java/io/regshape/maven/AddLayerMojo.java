// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.image.Stage;
import io.regshape.image.StagedLayer;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layer.LayerWriter;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.stage.AddLayer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds a layer on top of those that were added before: a tar, compressed or not, or with a media type of its own any
 * file.
 */
@Mojo(name = "add-layer", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public class AddLayerMojo extends RegshapeMojo {
    /** The file to add; required. On the command line <code>regshape.file</code>. */
    @Parameter
    private @Nullable File file;

    /**
     * How the layer is compressed: <code>gzip</code>, <code>zstd</code> or <code>none</code>. By default a tar that is
     * compressed already is taken byte for byte, and a plain one is compressed with gzip.
     */
    @Parameter(property = "regshape.compressFormat")
    private @Nullable String compressFormat;

    /** How hard to compress: 1 to 9 for gzip (default 6), 1 to 22 for zstd (default 3). */
    @Parameter(property = "regshape.compressionLevel")
    private @Nullable String compressionLevel;

    /**
     * The layer's media type. By default that of an image layer with its compression; a type that is no image layer's
     * stores any bytes as they are. On the command line <code>regshape.mediaType</code>.
     */
    @Parameter
    private @Nullable String mediaType;

    /** Annotations of the layer. On the command line <code>regshape.annotation.KEY</code>. */
    @Parameter
    private @Nullable Properties annotations;

    /** What the image's history says made this layer. The default is <code>regshape add-layer</code>. */
    @Parameter(property = "regshape.createdBy")
    private @Nullable String createdBy;

    @Override
    Outcome run(Path layout) throws IOException {
        Parameters parameters = parameters();
        Path path = parameters
                .commandLineFile(file, "file")
                .orElseThrow(() -> new RegshapeException(
                        Kind.INVALID_VALUE,
                        "file is missing: it must be the file to add as a layer, <file> in the POM or -Dregshape.file on "
                                + "the command line"));
        LayerOptions options = new LayerOptions(
                Parameters.text(compressFormat).map(Compression::parse),
                Parameters.compressionLevel(compressionLevel),
                Parameters.parsed(parameters.commandLineText(mediaType, "mediaType"), "mediaType", MediaType::parse));
        LayerSource source = LayerSource.of(path);
        StagedLayer layer = AddLayer.to(layout, source)
                .options(accepted(layout, source, options))
                .annotations(parameters.annotations(annotations, "annotations", "annotation"))
                .createdBy(Parameters.text(createdBy).orElse(StagedLayer.DEFAULT_CREATED_BY))
                .progress(progress("Reading " + source.name()))
                .run();
        JsonObject json = Results.orNull(Results.layer(layer), "diff_id", layer.diffId());
        return Outcome.of("Staged layer " + layer.digest() + " (" + layer.size() + " bytes)", json);
    }

    /** Lets the user accept or replace a media type that was inferred; nobody is asked in vain where no layout is. */
    private LayerOptions accepted(Path layout, LayerSource source, LayerOptions options) throws IOException {
        Prompts prompts = prompts();
        if (options.mediaType().isPresent() || !prompts.isPossible()) {
            return options;
        }
        Stage.read(layout);
        MediaType inferred = LayerWriter.mediaTypeOf(source, options);
        getLog().info(Console.printable("Detected media type for " + source.name() + ": " + inferred));
        if (prompts.accept()) {
            return options;
        }
        return options.withMediaType(MediaType.parse(prompts.require("Enter media type")));
    }
}
