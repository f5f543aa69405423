// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.Annotations;
import java.util.Properties;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of a config that is a step of its own: there the guide calls labels annotations. */
abstract class StagedConfigMojo extends ConfigMojo {
    /** Another word for <code>labels</code>. On the command line <code>regshape.annotation.KEY</code>. */
    @Parameter
    private @Nullable Properties annotations;

    @Override
    Annotations labels() {
        return parameters()
                .annotations(annotations, "annotations", "annotation")
                .mergedWith(super.labels());
    }
}
