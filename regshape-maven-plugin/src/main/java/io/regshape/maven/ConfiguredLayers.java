// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.build.LayerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.Artifact;

/**
 * The layers that a POM spells out.
 *
 * @param requests the layers, base first
 * @param warnings patterns of dependencies that chose nothing
 */
record ConfiguredLayers(List<LayerRequest> requests, List<String> warnings) {

    static ConfiguredLayers of(List<LayerParameters> layers, LayerDefaults defaults, ProjectDependencies dependencies) {
        List<String> names = names(layers);
        List<List<ProjectDependencies.Selection>> selections = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            selections.add(layers.get(i).selections(names.get(i), dependencies));
        }
        // Over all layers, so that a dependency has the same name wherever it is added.
        Map<Artifact, String> fileNames = ProjectDependencies.fileNames(selections.stream()
                .flatMap(List::stream)
                .flatMap(selection -> selection.artifacts().stream())
                .toList());
        List<LayerRequest> requests = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            requests.add(layers.get(i).request(names.get(i), defaults, selections.get(i), fileNames));
        }
        return new ConfiguredLayers(
                requests,
                selections.stream()
                        .flatMap(List::stream)
                        .flatMap(selection -> selection.warnings().stream())
                        .toList());
    }

    private static List<String> names(List<LayerParameters> layers) {
        List<String> names = new ArrayList<>();
        for (LayerParameters layer : layers) {
            String name = layer.name(names.size() + 1);
            if (names.contains(name)) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "layers: the layers " + (names.indexOf(name) + 1) + " and " + (names.size() + 1)
                                + " are both named '" + name + "': give each a name of its own");
            }
            names.add(name);
        }
        return names;
    }
}
