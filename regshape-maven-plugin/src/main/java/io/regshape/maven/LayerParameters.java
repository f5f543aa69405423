// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.build.LayerRequest;
import io.regshape.files.Content;
import io.regshape.files.ModeRule;
import io.regshape.files.Owner;
import io.regshape.files.TarFiles;
import io.regshape.files.Whiteout;
import io.regshape.model.Platform;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/** One layer of an image: an element {@code layer} in the POM. Its parts are named as maven-assembly-plugin names them. */
public class LayerParameters {
    /** What messages call the layer; {@code layer-1}, {@code layer-2}, ... by its place unless given. */
    private @Nullable String name;

    /** Folders whose files are added. */
    private @Nullable List<FileSetParameters> fileSets;

    /** Single files. */
    private @Nullable List<FileParameters> files;

    /** Dependencies of the project. */
    private @Nullable List<DependencySetParameters> dependencySets;

    /** Symbolic links. */
    private @Nullable List<LinkParameters> links;

    /** Paths of layers beneath this one that are gone. */
    private @Nullable List<String> whiteouts;

    /** Tars, compressed or not, whose entries are added. */
    private @Nullable List<File> tars;

    /** Who owns everything in the layer: {@code UID} or {@code UID:GID}, numbers; {@code 0:0} unless given. */
    private @Nullable String owner;

    /** The mode of files where their element says nothing: an octal number or {@code keep}. */
    private @Nullable String fileMode;

    /** The mode of folders where their element says nothing, implied ones too: an octal number or {@code keep}. */
    private @Nullable String directoryMode;

    /** How the layer is compressed: {@code gzip}, {@code zstd} or {@code none}; as the goal says unless given. */
    private @Nullable String compressFormat;

    /** How hard to compress; as the goal says unless given. */
    private @Nullable String compressionLevel;

    /** Annotations of the layer. */
    private @Nullable Properties annotations;

    /** What the image's history says made this layer. */
    private @Nullable String createdBy;

    /** The platforms whose images have the layer; all unless given. */
    private @Nullable List<String> platforms;

    /** Returns the layer's name. */
    String name(int place) {
        return Parameters.text(name).map(String::trim).orElse("layer-" + place);
    }

    /** Returns the dependencies that the layer adds, a selection for each of its sets. */
    List<ProjectDependencies.Selection> selections(String layer, ProjectDependencies dependencies) {
        LayerContext context = context(layer);
        return Parameters.given(dependencySets).stream()
                .map(set -> set.selection(context, dependencies))
                .toList();
    }

    /**
     * Returns the layer to build.
     *
     * @param layer its name
     * @param defaults how it is stored where it says nothing
     * @param selections what {@link #selections} returned
     * @param fileNames the names of dependencies in the image
     */
    LayerRequest request(
            String layer,
            LayerDefaults defaults,
            List<ProjectDependencies.Selection> selections,
            Map<Artifact, String> fileNames) {
        LayerContext context = context(layer);
        List<Content> contents = new ArrayList<>();
        Parameters.given(fileSets).forEach(set -> contents.add(set.content(context)));
        Parameters.given(files).forEach(file -> contents.add(file.content(context)));
        for (int i = 0; i < selections.size(); i++) {
            contents.addAll(Parameters.given(dependencySets)
                    .get(i)
                    .contents(context, selections.get(i).artifacts(), fileNames));
        }
        Parameters.given(links).forEach(link -> contents.add(link.content(context)));
        // An empty element is null in the list.
        Objects.requireNonNullElse(whiteouts, List.<String>of()).forEach(path -> contents.add(whiteout(path, context)));
        Objects.requireNonNullElse(tars, List.<File>of()).forEach(tar -> contents.add(tar(tar, context)));
        LayerRequest request = LayerRequest.of(layer, contents)
                .withOwner(Parameters.parsed(Parameters.text(owner), message(layer), Owner::parse)
                        .orElse(Owner.ROOT))
                .withDirectoryMode(context.directoryMode().orElse(ModeRule.DEFAULT))
                .withOptions(defaults.with(compressFormat, compressionLevel, message(layer) + ": "))
                .withAnnotations(Parameters.pomAnnotations(annotations, message(layer) + ": annotations"))
                .withPlatforms(
                        context
                                .elements(platforms, "name", "a platform", "<platform>OS/ARCHITECTURE</platform>")
                                .stream()
                                .map(text -> Parameters.parsed(
                                                Optional.of(text), message(layer) + ": platforms", Platform::parse)
                                        .orElseThrow())
                                .toList());
        Optional<String> command = Parameters.text(createdBy);
        return command.isPresent() ? request.withCreatedBy(command.get()) : request;
    }

    private static Content whiteout(@Nullable String path, LayerContext context) {
        String removed = context.requiredPath(path, "whiteout");
        return context.placed("a whiteout", () -> Whiteout.of(removed));
    }

    private static Content tar(@Nullable File tar, LayerContext context) {
        return TarFiles.of(context.path(context.requiredPath(tar, "tar"), "tar", "a tar"));
    }

    private LayerContext context(String layer) {
        return new LayerContext(layer, mode(fileMode, "fileMode", layer), mode(directoryMode, "directoryMode", layer));
    }

    private static Optional<ModeRule> mode(@Nullable String value, String parameter, String layer) {
        return Parameters.text(value).map(text -> ModeRule.parse(message(layer) + ": " + parameter, text));
    }

    private static String message(String layer) {
        return "layer '" + layer + "'";
    }
}
