// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces the index of a layout and removes what only the dropped entries led to. All methods are to be called under
 * {@link ImageLayout#locked}.
 */
public final class Publisher {
    private Publisher() {}

    /**
     * Checks that the blobs of a manifest are there, with the right length.
     *
     * @param layout the layout
     * @param manifest the manifest about to be published
     * @param referrer what refers to them, for messages
     * @throws RegshapeException if one is missing or has another length
     */
    public static void requireBlobs(ImageLayout layout, Manifest manifest, String referrer) throws IOException {
        List<Descriptor> blobs = new ArrayList<>(manifest.layers());
        blobs.add(manifest.config());
        for (Descriptor blob : blobs) {
            layout.open(blob, referrer).close();
        }
    }

    /**
     * Replaces the index, lets the caller write down that it did, and removes the blobs that are reached from entries of
     * the old one, and neither from the new one nor by the caller. Blobs that the old index did not reach are left alone.
     *
     * @param layout the layout
     * @param index the new index
     * @param outdated manifests that the caller does not need any more, whether the old index has them or not
     * @param kept digests of blobs that something else needs, for example the stage
     * @param noted runs when the index is replaced and before anything is removed
     * @return warnings for the user: which manifests have a subject that is gone now
     * @throws IOException if the index cannot be written, then nothing has changed; or if {@code noted} throws it
     */
    public static List<String> publish(
            ImageLayout layout, Index index, List<Descriptor> outdated, Collection<Digest> kept, Noted noted)
            throws IOException {
        List<Descriptor> dropped = dropped(layout, index, outdated);
        layout.replaceIndex(index);
        noted.run();
        if (dropped.isEmpty()) {
            return List.of();
        }
        List<String> warnings = orphanedReferrers(layout, index, dropped);
        remove(layout, Reachable.from(layout, dropped).digests(), kept);
        return warnings;
    }

    /**
     * Replaces the index, when it changed, lets the caller write down that it did, and removes nothing.
     *
     * @param layout the layout
     * @param index the new index
     * @param noted runs when the index is replaced
     * @return warnings for the user: which manifests have a subject that is gone now
     * @throws IOException if the index cannot be written, then nothing has changed; or if {@code noted} throws it
     */
    public static List<String> replace(ImageLayout layout, Index index, Noted noted) throws IOException {
        Index old = layout.index();
        List<Descriptor> dropped = dropped(layout, index, List.of());
        if (!index.equals(old)) {
            layout.replaceIndex(index);
        }
        noted.run();
        return orphanedReferrers(layout, index, dropped);
    }

    private static List<Descriptor> dropped(LayoutReader layout, Index index, List<Descriptor> outdated)
            throws IOException {
        Set<Digest> kept = index.manifests().stream().map(Descriptor::digest).collect(Collectors.toSet());
        return Stream.concat(layout.index().manifests().stream(), outdated.stream())
                .filter(entry -> !kept.contains(entry.digest()))
                .toList();
    }

    /** What a caller has to write when the index is replaced. */
    @FunctionalInterface
    public interface Noted {
        /** Writes it. */
        void run() throws IOException;
    }

    /**
     * Removes blobs, save those that the index reaches or the caller keeps.
     *
     * <p>Where the index or a document that it names cannot be read, nobody knows what is needed, so nothing is removed. A
     * blob that cannot be removed, because a reader has it open, stays.
     *
     * @param layout the layout
     * @param candidates digests of the blobs to remove
     * @param kept digests of blobs that something else needs, for example the stage
     */
    public static void remove(ImageLayout layout, Collection<Digest> candidates, Collection<Digest> kept)
            throws IOException {
        List<Descriptor> entries;
        try {
            entries = layout.index().manifests();
        } catch (RegshapeException e) {
            return;
        }
        remove(layout, candidates, kept, entries);
    }

    /**
     * Removes blobs, save those that some entries of the index reach or the caller keeps; as the other method otherwise.
     *
     * @param layout the layout
     * @param candidates digests of the blobs to remove
     * @param kept digests of blobs that something else needs
     * @param entries the entries that need what they reach
     */
    public static void remove(
            ImageLayout layout, Collection<Digest> candidates, Collection<Digest> kept, Collection<Descriptor> entries)
            throws IOException {
        Set<Digest> garbage = new HashSet<>(candidates);
        garbage.removeAll(Set.copyOf(kept));
        if (garbage.isEmpty()) {
            return;
        }
        Reachable reachable;
        try {
            reachable = Reachable.from(layout, entries);
        } catch (RegshapeException e) {
            return;
        }
        if (reachable.isComplete()) {
            garbage.removeAll(reachable.digests());
            for (Digest digest : garbage) {
                try {
                    layout.deleteBlob(digest);
                } catch (IOException e) {
                    // The work is done, and a blob too many harms nobody.
                }
            }
        }
    }

    /** A subject does not keep a manifest alive, so whoever replaces one is told who still speaks of it. */
    private static List<String> orphanedReferrers(LayoutReader layout, Index index, List<Descriptor> dropped)
            throws IOException {
        List<String> warnings = new ArrayList<>();
        for (Descriptor entry : index.manifests()) {
            Optional<Digest> subject = subject(layout, entry);
            if (subject.isPresent()
                    && dropped.stream().anyMatch(gone -> gone.digest().equals(subject.get()))) {
                warnings.add("the manifest " + subject.get() + " was replaced, and "
                        + Index.refNameOf(entry).map(name -> name + " ").orElse("") + entry.digest()
                        + " still has it as its subject. Generate that one again");
            }
        }
        return warnings;
    }

    private static Optional<Digest> subject(LayoutReader layout, Descriptor entry) throws IOException {
        if (!entry.mediaType().isManifest()) {
            return Optional.empty();
        }
        try {
            return Manifest.fromJson(layout.readDocument(entry, LayoutReader.INDEX))
                    .subject()
                    .map(Descriptor::digest);
        } catch (RegshapeException e) {
            // A manifest that cannot be read is a matter for the validator.
            return Optional.empty();
        }
    }
}
