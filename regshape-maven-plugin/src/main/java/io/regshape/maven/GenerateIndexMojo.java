// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.Annotations;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.stage.GenerateIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Gathers the images of the layout, each for another platform, into one image index. */
@Mojo(name = "generate-index", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public class GenerateIndexMojo extends RegshapeMojo {
    /** The name of the image index, for example <code>latest</code>; required. */
    @Parameter(property = "regshape.refName")
    private @Nullable String refName;

    /** Annotations of the image index. On the command line <code>regshape.annotation.KEY</code>. */
    @Parameter
    private @Nullable Properties annotations;

    @Override
    Outcome run(Path layout) throws IOException {
        Parameters parameters = parameters();
        RefName name = Parameters.parsed(Parameters.text(refName), "refName", RefName::parse)
                .orElseThrow(() -> new RegshapeException(
                        Kind.INVALID_VALUE,
                        "refName is missing: it must be the name of the image index, for example latest"));
        Annotations given = parameters.annotations(annotations, "annotations", "annotation");
        GenerateIndex.Generated index =
                GenerateIndex.in(layout, name).annotations(given).run();
        String platforms = index.platforms().stream().map(Platform::toString).collect(Collectors.joining(", "));
        return Outcome.of(
                        "Generated index [" + name + "] " + index.descriptor().digest() + " ("
                                + index.descriptor().size() + " bytes) of " + platforms,
                        Results.descriptor(index.descriptor())
                                .with("ref_names", List.of(name.value()))
                                .with("annotations", given.values())
                                .with(
                                        "platforms",
                                        index.platforms().stream()
                                                .map(Platform::toString)
                                                .toList()))
                .withWarnings(index.warnings());
    }
}
