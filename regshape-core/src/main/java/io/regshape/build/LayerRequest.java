// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.files.Content;
import io.regshape.files.ModeRule;
import io.regshape.files.Owner;
import io.regshape.layer.LayerOptions;
import io.regshape.model.Annotations;
import io.regshape.model.Platform;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A layer that is wanted.
 *
 * @param name names it in messages and in the image's history; one name a layer
 * @param contents what it holds
 * @param owner who owns its files
 * @param directoryMode the mode of directories that are there only because something lies in them
 * @param options in which form it is stored
 * @param annotations metadata of the layer
 * @param createdBy what the history says made it; by default {@code regshape build NAME}
 * @param platforms the platforms whose images have it; empty for all
 */
public record LayerRequest(
        String name,
        List<Content> contents,
        Owner owner,
        ModeRule directoryMode,
        LayerOptions options,
        Annotations annotations,
        Optional<String> createdBy,
        List<Platform> platforms) {
    /** What would break a line, or what a terminal obeys. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    /**
     * Copies the list.
     *
     * @throws RegshapeException if the name is empty or more than a line
     */
    public LayerRequest {
        if (name.isBlank()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, "a layer has no name: give it one that says what it holds, for example libs");
        }
        Matcher control = CONTROL.matcher(name);
        if (control.find()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "the layer name '" + control.replaceAll("?") + "' has a line break or another control character in "
                            + "it, shown as ?: it must be one line of text, for example libs");
        }
        contents = List.copyOf(contents);
        platforms = List.copyOf(platforms);
    }

    /** Asks for a layer of files that belong to root, in the default form. */
    public static LayerRequest of(String name, List<? extends Content> contents) {
        return new LayerRequest(
                name,
                List.copyOf(contents),
                Owner.ROOT,
                ModeRule.DEFAULT,
                LayerOptions.defaults(),
                Annotations.none(),
                Optional.empty(),
                List.of());
    }

    /** Sets who owns its files. */
    public LayerRequest withOwner(Owner value) {
        return new LayerRequest(name, contents, value, directoryMode, options, annotations, createdBy, platforms);
    }

    /** Sets the mode of directories that are there only because something lies in them. */
    public LayerRequest withDirectoryMode(ModeRule value) {
        return new LayerRequest(name, contents, owner, value, options, annotations, createdBy, platforms);
    }

    /** Sets in which form it is stored. */
    public LayerRequest withOptions(LayerOptions value) {
        return new LayerRequest(name, contents, owner, directoryMode, value, annotations, createdBy, platforms);
    }

    /** Sets the metadata of the layer. */
    public LayerRequest withAnnotations(Annotations value) {
        return new LayerRequest(name, contents, owner, directoryMode, options, value, createdBy, platforms);
    }

    /** Sets what the history says made it. */
    public LayerRequest withCreatedBy(String value) {
        return new LayerRequest(
                name, contents, owner, directoryMode, options, annotations, Optional.of(value), platforms);
    }

    /** Sets the platforms whose images have it. */
    public LayerRequest withPlatforms(List<Platform> value) {
        return new LayerRequest(name, contents, owner, directoryMode, options, annotations, createdBy, value);
    }

    /**
     * Makes sure that each layer has a name of its own, and is for platforms that there are.
     *
     * @param platforms those that the image is made for; one that is empty when nobody set any
     */
    static void requireConsistent(List<LayerRequest> layers, List<Optional<Platform>> platforms) {
        Set<String> names = new HashSet<>();
        for (LayerRequest layer : layers) {
            if (!names.add(layer.name())) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "two layers have the name '" + layer.name() + "': give each a name of its own");
            }
            for (Platform own : layer.platforms()) {
                if (platforms.stream().noneMatch(target -> matches(target, own))) {
                    String there = platforms.stream()
                            .flatMap(Optional::stream)
                            .map(Platform::toString)
                            .collect(Collectors.joining(", "));
                    throw new RegshapeException(
                            Kind.INVALID_VALUE,
                            "layer '" + layer.name() + "' is for " + own
                                    + (there.isEmpty()
                                            ? ", and the image for no platform that is named: set platforms"
                                            : ", which is none of the platforms " + there));
                }
            }
        }
    }

    /** Returns whether the image for a platform has it. */
    boolean isFor(Optional<Platform> platform) {
        return platforms.isEmpty() || platforms.stream().anyMatch(own -> matches(platform, own));
    }

    static boolean matches(Optional<Platform> platform, Platform other) {
        return platform.map(Platform::normalised).equals(Optional.of(other.normalised()));
    }

    String historyText() {
        return createdBy.orElse("regshape build " + name);
    }
}
