// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.files.Content;
import io.regshape.files.ModeRule;
import io.regshape.files.SingleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/** Dependencies of the project that a layer adds: an element {@code dependencySet} in the POM. */
public class DependencySetParameters {
    private static final String PARENT = "a dependencySet";

    /** The folder of the image that they go to; the root unless given. */
    private @Nullable String outputDirectory;

    /** Which dependencies: {@code runtime} (default), {@code compile}, {@code provided}, {@code system}, {@code test}. */
    private @Nullable String scope;

    /** Patterns {@code GROUP:ARTIFACT:TYPE:CLASSIFIER:VERSION} of what is added; all unless given. */
    private @Nullable List<String> includes;

    /** Patterns of what is left out nevertheless. */
    private @Nullable List<String> excludes;

    /** Returns the dependencies that are chosen. */
    ProjectDependencies.Selection selection(LayerContext layer, ProjectDependencies dependencies) {
        return dependencies.select(
                layer.named(PARENT),
                scope == null || scope.isBlank() ? Artifact.SCOPE_RUNTIME : scope.trim(),
                layer.includes(includes, PARENT),
                Parameters.given(excludes));
    }

    /**
     * Returns what the layer adds.
     *
     * @param chosen the dependencies
     * @param fileNames their names in the image
     */
    List<Content> contents(LayerContext layer, List<Artifact> chosen, Map<Artifact, String> fileNames) {
        String folder = LayerContext.folder(outputDirectory);
        // Not by the file's own mode: how a local repository was unpacked says nothing of the image.
        ModeRule mode = layer.fileModeOr(ModeRule.of(0644));
        List<Content> contents = new ArrayList<>();
        for (Artifact artifact : chosen) {
            contents.add(SingleFile.of(ProjectDependencies.file(artifact), folder + fileNames.get(artifact))
                    .mode(mode));
        }
        return contents;
    }
}
