// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.BaseReference;
import io.regshape.archive.Transport;
import io.regshape.digest.Digest;
import io.regshape.files.StaleListingException;
import io.regshape.image.Stage;
import io.regshape.layer.ProgressListener;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Builds a whole image into a layout, from files to its entries in the index, in one go.
 *
 * <p>It may be run again and again: layers whose files did not change are kept as they are, entries of the index that
 * others made stay, and of the blobs that nothing needs any more it removes those that builds wrote. When it fails, the
 * images that were there are whole. The staging file describes the new image afterwards, so that the steps of
 * {@code io.regshape.stage} can go on from it.
 */
public final class BuildImage {
    /** What a build finds changed when it comes to it may be right the next time. */
    private static final int ATTEMPTS = 3;

    private static final RefName LATEST = RefName.parse("latest");

    private final Path root;
    private List<LayerRequest> layers = List.of();
    private ConfigSettings settings = ConfigSettings.none();
    private Timestamp defaultCreated = Timestamp.DEFAULT;
    private Timestamp fileTime = Timestamp.DEFAULT;
    private Annotations annotations = Annotations.none();
    private List<RefName> refNames = List.of(LATEST);
    private boolean failOnEmpty;
    private boolean failOnWarning;
    private Optional<BaseReference.OnDisk> base = Optional.empty();
    private long maxUnpacked = Transport.DEFAULT_MAX_UNPACKED;
    private List<Platform> platforms = List.of();
    private boolean thin;
    private Function<String, ProgressListener> progress = layer -> ProgressListener.NONE;

    private BuildImage(Path root) {
        this.root = root;
    }

    /**
     * Starts a build.
     *
     * @param root the layout's directory; made when it is not there
     */
    public static BuildImage at(Path root) {
        return new BuildImage(root);
    }

    /** Sets the layers, base first. */
    public BuildImage layers(List<LayerRequest> value) {
        layers = List.copyOf(value);
        return this;
    }

    /** Sets what stands in the image config beside the layers. */
    public BuildImage settings(ConfigSettings value) {
        settings = Objects.requireNonNull(value);
        return this;
    }

    /** Sets when the image was made, unless the settings say it. */
    public BuildImage defaultCreated(Timestamp value) {
        defaultCreated = Objects.requireNonNull(value);
        return this;
    }

    /** Sets the time of all files in the layers. */
    public BuildImage fileTime(Timestamp value) {
        fileTime = Objects.requireNonNull(value);
        return this;
    }

    /** Sets the annotations of the manifest. */
    public BuildImage annotations(Annotations value) {
        annotations = Objects.requireNonNull(value);
        return this;
    }

    /** Sets the names that the image gets in the index; {@code latest} alone unless set. Each names one thing. */
    public BuildImage refNames(List<RefName> value) {
        if (value.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, "refNames is empty: give the image at least one name, for example latest");
        }
        refNames = value.stream().distinct().toList();
        return this;
    }

    /** Sets whether it is an error when something that was asked for matches nothing; else it is a warning. */
    public BuildImage failOnEmpty(boolean value) {
        failOnEmpty = value;
        return this;
    }

    /** Sets whether it is an error when a layer does what would surprise the base; else it is a warning. */
    public BuildImage failOnWarning(boolean value) {
        failOnWarning = value;
        return this;
    }

    /**
     * Sets the image that this one is built on. Its layers are taken as they are, and what its config says is inherited
     * unless the settings say otherwise.
     */
    public BuildImage from(BaseReference.OnDisk value) {
        base = Optional.of(value);
        return this;
    }

    /** Sets how many bytes the base, its archive or its layers, may unpack to. */
    public BuildImage maxUnpacked(long bytes) {
        maxUnpacked = bytes;
        return this;
    }

    /**
     * Sets the platforms to make an image for. With several, each name in the index leads to an image index that has one
     * image a platform; with none, the platform is that of the settings, of the base, or {@code linux/amd64}.
     *
     * @throws RegshapeException if two are equal
     */
    public BuildImage platforms(List<Platform> value) {
        for (int i = 0; i < value.size(); i++) {
            for (Platform other : value.subList(0, i)) {
                if (other.normalised().equals(value.get(i).normalised())) {
                    throw new RegshapeException(
                            Kind.INVALID_VALUE,
                            "platforms: " + other + " and " + value.get(i) + " are the same platform: name each once");
                }
            }
        }
        platforms = List.copyOf(value);
        return this;
    }

    /** Sets whether the layers of the base are left out of the layout, for whoever has them to put back. */
    public BuildImage thin(boolean value) {
        thin = value;
        return this;
    }

    /**
     * Sets who is told how far layers have come that are written.
     *
     * @param value gives each layer, by its name, a listener of its own; layers are written by several threads
     */
    public BuildImage progress(Function<String, ProgressListener> value) {
        progress = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Runs the build.
     *
     * @return the image
     * @throws RegshapeException if a source or the base is not there or not what it should be, two sources want one path,
     *     a source changes meanwhile, or the directory cannot be a layout; then no image changed
     * @throws IOException if a source cannot be read or the layout not be written
     */
    public BuiltImage run() throws IOException {
        LayerRequest.requireConsistent(layers, targets());
        ImageRecord noted =
                LayoutCreation.exists(root) ? BuildRecord.read(root).image(refNames.get(0)) : ImageRecord.NONE;
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                return run(noted);
            } catch (StaleListingException e) {
                requireMore(left, e);
                noted = noted.withoutTars();
            } catch (LayerGoneException e) {
                requireMore(left, e);
            }
        }
    }

    private static void requireMore(int attemptsLeft, IOException failure) throws IOException {
        if (attemptsLeft == 0) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private BuiltImage run(ImageRecord noted) throws IOException {
        try (GatheredLayers gathered = GatheredLayers.of(layers, fileTime, root, noted);
                Bases bases = openBase()) {
            if (base.isPresent()) {
                bases.requireOtherThan(root, base.get(), refNames);
            }
            List<String> warnings = new ArrayList<>(gathered.unmatched());
            requireMatches(warnings);
            requireLayers(gathered, bases, warnings);
            warnings.addAll(unusedBesidePlatforms());
            Optional<BaseCheck> check = check(bases, gathered, noted);
            check.ifPresent(result -> warnings.addAll(result.warnings()));
            warnings.addAll(BaseCheck.replacedLinks(gathered.layers()));
            LayoutCreation.ensure(root, Map.of(Stage.FILE, Stage.empty().json().toPrettyBytes()));
            ImageLayout layout = ImageLayout.open(root);
            layout.index();
            ImageRecord last = BuildRecord.read(layout).image(refNames.get(0));
            try (LayerBuilds builds = LayerBuilds.run(layout, gathered.layers(), last, progress);
                    BaseBlobs baseBlobs = BaseBlobs.copy(thin ? Bases.none() : bases, layout, last.baseBlobs())) {
                ImagePublication publication = new ImagePublication(layout, builds.all(), bases, baseBlobs, check);
                return layout.locked(() -> publication.run(this, warnings));
            }
        }
    }

    private void requireMatches(List<String> unmatched) {
        if (failOnEmpty && !unmatched.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, String.join("; ", unmatched) + " (failOnEmpty makes that an error)");
        }
    }

    private void requireLayers(GatheredLayers gathered, Bases bases, List<String> warnings) {
        for (Optional<Platform> target : targets()) {
            if (bases.of(target).isEmpty()
                    && gathered.layers().stream()
                            .noneMatch(layer -> layer.request().isFor(target))) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "the image" + (platforms.isEmpty() ? "" : " for " + target.orElseThrow())
                                + " would have no layer: "
                                + (warnings.isEmpty() ? "give it at least one" : String.join("; ", warnings)));
            }
        }
    }

    private List<String> unusedBesidePlatforms() {
        boolean windows = platforms.stream().anyMatch(platform -> platform.os().equals("windows"));
        Set<String> others = windows
                ? Set.of("architecture", "os", "variant")
                : Set.of("architecture", "os", "variant", "os.version");
        List<String> unused = settings.names().stream().filter(others::contains).toList();
        return platforms.isEmpty() || unused.isEmpty()
                ? List.of()
                : List.of(String.join(", ", unused) + (unused.size() == 1 ? " is" : " are")
                        + " of no effect beside platforms");
    }

    private Bases openBase() throws IOException {
        return base.isEmpty() ? Bases.none() : Bases.open(base.get(), targets(), maxUnpacked);
    }

    /** Returns the platforms to make an image for; one that is empty when nobody set any. */
    List<Optional<Platform>> targets() {
        if (!platforms.isEmpty()) {
            return platforms.stream().map(Optional::of).toList();
        }
        return List.of(settings.platform());
    }

    private Optional<BaseCheck> check(Bases bases, GatheredLayers gathered, ImageRecord noted) throws IOException {
        if (bases.all().isEmpty()) {
            return Optional.empty();
        }
        Digest key = BaseCheck.key(bases, gathered.layers());
        Optional<BaseCheck> known =
                noted.baseCheck().filter(check -> check.key().equals(key));
        BaseCheck check = known.isPresent() ? known.get() : BaseCheck.run(key, bases, gathered.layers(), maxUnpacked);
        check.applyTo(gathered.layers());
        if (failOnWarning && !check.warnings().isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, String.join("; ", check.warnings()) + " (failOnWarning makes that an error)");
        }
        return Optional.of(check);
    }

    ConfigSettings settings() {
        return settings;
    }

    Timestamp defaultCreated() {
        return defaultCreated;
    }

    Annotations annotations() {
        return annotations;
    }

    List<RefName> refNames() {
        return refNames;
    }

    boolean isThin() {
        return thin;
    }
}
