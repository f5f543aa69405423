// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.stage.AnnotateLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Changes the annotations of a layer that was added; its blob stays as it is. */
@Mojo(name = "annotate-layer", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public class AnnotateLayerMojo extends RegshapeMojo {
    private static final String RIGHT_INDEX = "the layer's place as the goal status shows it, 0 for the base";

    /** The layer's place, 0 for the base; required. On the command line <code>regshape.index</code>. */
    @Parameter
    private @Nullable String index;

    /** The annotations, at least one. On the command line <code>regshape.annotation.KEY</code>. */
    @Parameter
    private @Nullable Properties annotations;

    /** Whether the annotations replace all that the layer has, instead of being added to them. */
    @Parameter(property = "regshape.replace")
    private boolean replace;

    @Override
    Outcome run(Path layout) throws IOException {
        Parameters parameters = parameters();
        OptionalInt place =
                Parameters.number(parameters.commandLineText(index, "index").orElse(null), "index", RIGHT_INDEX);
        if (place.isEmpty()) {
            throw new RegshapeException(Kind.INVALID_VALUE, "index is missing: it must be " + RIGHT_INDEX);
        }
        AnnotateLayer.Result result = AnnotateLayer.in(layout, place.getAsInt())
                .annotations(parameters.annotations(annotations, "annotations", "annotation"))
                .replace(replace)
                .run();
        return Outcome.of(
                        "Updated layer [" + place.getAsInt() + "]: "
                                + result.layer().digest(),
                        Results.layer(result.layer()).with("index", place.getAsInt()))
                .withWarnings(result.warning().stream().toList());
    }
}
