// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.Platform;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds one image among those of a layout, by name and platform. */
final class ImageChoice {
    /** What buildkit gives to the attestations that it puts beside images. */
    private static final String NO_PLATFORM = "unknown";

    private final LayoutReader layout;

    ImageChoice(LayoutReader layout) {
        this.layout = layout;
    }

    /** An image manifest and what it runs on; without a platform where it is no image. */
    record Candidate(Descriptor manifest, Optional<Platform> platform) {}

    /**
     * Finds the entry that is meant, an image or an index of images.
     *
     * @param ref a ref name, the tag at the end of one, or a digest; empty when there is but one image
     * @throws RegshapeException if there is none, or several
     */
    Descriptor entry(Optional<String> ref) throws IOException {
        List<Descriptor> images = layout.index().manifests().stream()
                .filter(entry ->
                        entry.mediaType().isManifest() || entry.mediaType().isIndex())
                .filter(entry -> entry.artifactType().isEmpty())
                .toList();
        if (images.isEmpty()) {
            throw invalid("has no image: its index.json names none. Generate or copy one into it first");
        }
        List<Descriptor> meant = ref.isEmpty() ? images : named(images, ref.get());
        if (meant.isEmpty()) {
            throw invalid("has no image '" + ref.orElse("") + "'; there are: " + describe(images));
        }
        if (meant.stream().map(Descriptor::digest).distinct().count() > 1) {
            throw invalid(ref.map(name ->
                            "has several images '" + name + "': " + describe(meant) + ". Name one by its digest")
                    .orElseGet(() -> "has several images, say which: " + describe(meant)));
        }
        return meant.get(0);
    }

    private static List<Descriptor> named(List<Descriptor> images, String ref) {
        List<Descriptor> exact = filter(
                images,
                entry -> Index.refNameOf(entry).filter(ref::equals).isPresent()
                        || entry.digest().toString().equals(ref));
        return exact.isEmpty()
                ? filter(
                        images,
                        entry -> Index.refNameOf(entry)
                                .filter(name -> name.endsWith(":" + ref))
                                .isPresent())
                : exact;
    }

    private static List<Descriptor> filter(List<Descriptor> entries, Predicate<Descriptor> wanted) {
        return entries.stream().filter(wanted).toList();
    }

    private static String describe(List<Descriptor> entries) {
        Map<Digest, String> names = new LinkedHashMap<>();
        entries.forEach(entry -> names.merge(
                entry.digest(),
                Index.refNameOf(entry).orElse(""),
                (one, other) -> one.isEmpty() || other.isEmpty() ? one + other : one + " = " + other));
        return names.entrySet().stream()
                .map(image -> image.getValue().isEmpty() ? image.getKey().toString() : image.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * Finds the image for a platform.
     *
     * @param entry an image, or an index of images
     * @param wanted the platform; empty when there is but one
     * @throws RegshapeException if there is none, or several
     */
    Descriptor image(Descriptor entry, Optional<Platform> wanted) throws IOException {
        Collection<Candidate> images = images(entry);
        List<Candidate> fitting =
                wanted.map(platform -> fitting(images, platform)).orElseGet(() -> List.copyOf(images));
        if (fitting.size() == 1) {
            return fitting.get(0).manifest();
        }
        String name = Index.refNameOf(entry).orElseGet(() -> entry.digest().toString());
        if (images.isEmpty()) {
            throw invalid("has no image in the index '" + name + "'");
        }
        String platforms = images.stream().map(ImageChoice::describe).collect(Collectors.joining(", "));
        if (fitting.isEmpty()) {
            throw invalid(
                    "has no image for the platform " + wanted.orElseThrow() + ": '" + name + "' is for " + platforms);
        }
        throw invalid(
                wanted.isEmpty()
                        ? "has several images under '" + name + "', say for which platform: " + platforms
                        : "has several images for the platform " + wanted.get() + ": '" + name + "' is for " + platforms
                                + ". Name one by its digest");
    }

    private static String describe(Candidate image) {
        return image.platform().map(Platform::toString).orElse("no platform");
    }

    /** The exact platform; or where the caller leaves out the variant, or the version, the only one of all. */
    private static List<Candidate> fitting(Collection<Candidate> images, Platform wanted) {
        List<Candidate> exact = images.stream()
                .filter(image -> image.platform()
                        .filter(found -> found.normalised().equals(wanted.normalised()))
                        .isPresent())
                .toList();
        return exact.isEmpty()
                ? images.stream()
                        .filter(image -> image.platform()
                                .filter(found -> fits(found.normalised(), wanted.normalised()))
                                .isPresent())
                        .toList()
                : exact;
    }

    static boolean fits(Platform found, Platform wanted) {
        return found.os().equals(wanted.os())
                && found.architecture().equals(wanted.architecture())
                && (wanted.variant().isEmpty() || wanted.variant().equals(found.variant()))
                && (wanted.osVersion().isEmpty() || wanted.osVersion().equals(found.osVersion()));
    }

    /** Returns the images beneath an entry, each once. */
    private Collection<Candidate> images(Descriptor entry) throws IOException {
        Map<Digest, Candidate> images = new LinkedHashMap<>();
        Set<Digest> seen = new HashSet<>();
        Deque<Descriptor> open = new ArrayDeque<>(List.of(entry));
        while (!open.isEmpty()) {
            Descriptor next = open.pop();
            String referrer = seen.isEmpty() ? LayoutReader.INDEX : "an index beneath " + entry.digest();
            if (seen.add(next.digest()) && next.mediaType().isIndex()) {
                open.addAll(new Index(layout.readDocument(next, referrer)).manifests());
            } else if (next.mediaType().isManifest()) {
                Optional<Platform> platform = layout.platform(next, referrer);
                if (platform.filter(known -> known.os().equals(NO_PLATFORM)).isEmpty()) {
                    images.put(next.digest(), new Candidate(next, platform));
                }
            }
        }
        return images.values();
    }

    private RegshapeException invalid(String why) {
        return new RegshapeException(Kind.INVALID_VALUE, layout.name() + " " + why);
    }
}
