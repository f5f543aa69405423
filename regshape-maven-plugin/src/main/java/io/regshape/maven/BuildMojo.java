// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.build.BuildImage;
import io.regshape.build.BuiltImage;
import io.regshape.build.BuiltLayer;
import io.regshape.build.LayerRequest;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Builds the image of a project: from its outputs to a finished layout. What did not change since the last build is
 * kept.
 */
@Mojo(
        name = "build",
        defaultPhase = LifecyclePhase.PACKAGE,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public class BuildMojo extends ConfigMojo {
    /** The names of the image in the index. By default <code>latest</code> alone. */
    @Parameter
    private @Nullable List<String> refNames;

    /**
     * The layers, base first. By default those of a Java application: <code>dependencies</code>,
     * <code>snapshot-dependencies</code>, <code>module-dependencies</code>, <code>resources</code> and
     * <code>classes</code>.
     */
    @Parameter
    private @Nullable List<LayerParameters> layers;

    /**
     * The image that the new one is built on: <code>oci:DIRECTORY[:REF]</code>, <code>oci-archive:FILE[:REF]</code>,
     * <code>docker-archive:FILE[:REF]</code> or
     * <code>maven:GROUP:ARTIFACT:VERSION[:TYPE[:CLASSIFIER]][@REF]</code>. By default there is none.
     */
    @Parameter(property = "regshape.from")
    private @Nullable String from;

    /**
     * The platforms to make an image for, for example <code>linux/amd64</code> and <code>linux/arm64/v8</code>; each name
     * leads to an image index then. By default one, that of <code>os</code> and <code>architecture</code> or of the base.
     */
    @Parameter
    private @Nullable List<String> platforms;

    /** Whether the layers of the base are left out of the layout, for <code>rehydrate</code> to put back. */
    @Parameter(property = "regshape.thin")
    private boolean thin;

    /** How many bytes the base, its archive or its layers, may unpack to. The default is 17179869184 (16 GiB). */
    @Parameter(property = "regshape.maxUnpacked")
    private @Nullable String maxUnpacked;

    /**
     * Whether it is an error when a layer puts something in the place of a symbolic link or a directory of the base, or
     * changes the mode of such a directory, instead of a warning.
     */
    @Parameter(property = "regshape.failOnWarning")
    private boolean failOnWarning;

    /** The class that the image of a Java application runs. By default the only one with a main method. */
    @Parameter(property = "regshape.mainClass")
    private @Nullable String mainClass;

    /** Options of the JVM that the image of a Java application has. */
    @Parameter
    private @Nullable List<String> jvmFlags;

    /** Arguments of the program that the image of a Java application has. */
    @Parameter
    private @Nullable List<String> args;

    /** Annotations of the manifest. On the command line <code>regshape.annotation.KEY</code>. */
    @Parameter
    private @Nullable Properties annotations;

    /**
     * Whether what the POM says (name, version, licenses, ...) becomes labels and annotations
     * <code>org.opencontainers.image.*</code>: <code>true</code> unless given. A label or annotation that is given wins,
     * an empty one leaves that key out.
     */
    @Parameter(property = "regshape.pomMetadata")
    private @Nullable Boolean pomMetadata;

    /**
     * Whether an include pattern, a file set or a dependency set that matches nothing fails the build, instead of a warning.
     */
    @Parameter(property = "regshape.failOnEmpty")
    private boolean failOnEmpty;

    /** How layers are compressed that do not say it: <code>gzip</code> (default), <code>zstd</code> or <code>none</code>. */
    @Parameter(property = "regshape.compressFormat")
    private @Nullable String compressFormat;

    /** How hard to compress layers that do not say it: 1 to 9 for gzip (default 6), 1 to 22 for zstd (default 3). */
    @Parameter(property = "regshape.compressionLevel")
    private @Nullable String compressionLevel;

    private final RepositorySystem repositories;

    @Inject
    BuildMojo(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    @Override
    boolean writes() {
        return !isEmptyPom();
    }

    @Override
    boolean reads(Path layout) {
        return false;
    }

    @Override
    Outcome run(Path layout) throws IOException {
        if (isEmptyPom()) {
            noteWithoutImage(layout);
            return Outcome.of(
                    "Skipping regshape:build: the packaging is pom, and there are no layers and no base",
                    JsonObject.empty().with("skipped", true));
        }
        ConfigSettings settings = settings();
        Timestamp defaultCreated = buildTime().resolve(null);
        PomMetadata metadata = !Boolean.FALSE.equals(pomMetadata)
                ? PomMetadata.of(project(), properties(), settings.created().orElse(defaultCreated))
                : PomMetadata.none();
        Annotations labels = metadata.with(labels());
        Plan plan = plan(labels.isEmpty() ? settings : settings.withLabels(labels));
        names().forEach(name -> refuseSecondExecution(layout, name.value()));
        BuildImage build = BuildImage.at(layout)
                .layers(plan.layers())
                .settings(plan.settings())
                .defaultCreated(defaultCreated)
                .fileTime(fileTime())
                .annotations(metadata.with(parameters().annotations(annotations, "annotations", "annotation")))
                .refNames(names())
                .failOnEmpty(failOnEmpty)
                .failOnWarning(failOnWarning)
                .platforms(platforms())
                .thin(thin)
                .progress(layer -> progress("Writing layer " + layer));
        Parameters.text(from).ifPresent(text -> build.from(base(repositories, text)));
        Parameters.size(maxUnpacked, "maxUnpacked").ifPresent(build::maxUnpacked);
        BuiltImage image = build.run();
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.addAll(image.warnings());
        return Outcome.of(lines(image), Results.image(image)).withWarnings(warnings);
    }

    /** What is built: layers, the settings that go with them, and what the user should know. */
    private record Plan(List<LayerRequest> layers, ConfigSettings settings, List<String> warnings) {}

    private Plan plan(ConfigSettings settings) throws IOException {
        LayerDefaults defaults = LayerDefaults.of(compressFormat, compressionLevel);
        ProjectDependencies dependencies = ProjectDependencies.of(project(), session());
        Parameters parameters = parameters();
        JavaPreset preset = new JavaPreset(
                Parameters.text(mainClass).map(String::trim),
                parameters.list(jvmFlags, "jvmFlags").orElse(List.of()),
                parameters.list(args, "args").orElse(List.of()));
        List<LayerParameters> given = Parameters.given(layers);
        if (given.isEmpty() && project().getPackaging().equals("pom")) {
            return new Plan(List.of(), settings, preset.unused("in a project of the packaging pom"));
        }
        if (given.isEmpty()) {
            JavaPreset.requireJar(project());
            ProjectJar jar = ProjectJar.of(project(), !isCommandLine());
            if (!isCommandLine()) {
                jar.requireBehindRepackage(properties(), isIn("package"));
            }
            JavaPreset.Image image = preset.image(project(), jar, dependencies, settings, layoutPath());
            return new Plan(
                    image.layers().stream()
                            .map(layer -> layer.withOptions(defaults.options()))
                            .toList(),
                    image.settings(),
                    image.warnings());
        }
        ConfiguredLayers configured = ConfiguredLayers.of(given, defaults, dependencies);
        if (failOnEmpty && !configured.warnings().isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    String.join("; ", configured.warnings()) + " (failOnEmpty makes that an error)");
        }
        List<String> warnings = new ArrayList<>(configured.warnings());
        warnings.addAll(preset.unused("beside layers"));
        return new Plan(configured.requests(), settings, warnings);
    }

    /** A parent of modules, for which nothing is to be built. */
    private boolean isEmptyPom() {
        return project().getPackaging().equals("pom")
                && Parameters.text(from).isEmpty()
                && Parameters.given(layers).isEmpty();
    }

    private List<Platform> platforms() {
        return parameters().list(platforms, "platforms").orElse(List.of()).stream()
                .map(text -> Parameters.parsed(Optional.of(text), "platforms", Platform::parse)
                        .orElseThrow())
                .toList();
    }

    private List<RefName> names() {
        List<String> names = parameters().list(refNames, "refNames").orElse(List.of());
        return (names.isEmpty() ? List.of("latest") : names)
                .stream()
                        .distinct()
                        .map(name -> Parameters.parsed(Optional.of(name), "refNames", RefName::parse)
                                .orElseThrow())
                        .toList();
    }

    private static List<String> lines(BuiltImage image) {
        List<String> lines = new ArrayList<>();
        long bytes = 0;
        for (BuiltLayer built : image.layers()) {
            Descriptor blob = built.layer().descriptor();
            bytes += blob.size();
            lines.add("  " + built.name() + " " + blob.digest() + " (" + blob.size() + " bytes) "
                    + Results.rebuilt(built.rebuilt()));
        }
        String names =
                String.join(", ", image.refNames().stream().map(RefName::value).toList());
        lines.add(
                0,
                "Built image [" + names + "] " + image.manifest().digest() + " ("
                        + image.layers().size() + (image.layers().size() == 1 ? " layer, " : " layers, ") + bytes
                        + " bytes)");
        return lines;
    }
}
