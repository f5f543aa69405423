// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
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
import java.util.Set;

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
     * Replaces the index and removes the blobs that are reached from entries of the old one, and neither from the new
     * one nor by the caller. Blobs that the old index did not reach are left alone.
     *
     * @param layout the layout
     * @param index the new index
     * @param kept digests of blobs that something else needs, for example the stage
     * @throws IOException if the index cannot be written; then nothing has changed
     */
    public static void publish(ImageLayout layout, Index index, Collection<Digest> kept) throws IOException {
        Index old = layout.index();
        layout.replaceIndex(index);
        List<Descriptor> dropped = new ArrayList<>(old.manifests());
        index.manifests()
                .forEach(entry -> dropped.removeIf(gone -> gone.digest().equals(entry.digest())));
        if (!dropped.isEmpty()) {
            remove(layout, Reachable.from(layout, dropped).digests(), kept);
        }
    }

    /**
     * Removes blobs, save those that the index reaches or the caller keeps.
     *
     * <p>Where a document that the index names cannot be read, nobody knows what it reaches, so nothing is removed.
     *
     * @param layout the layout
     * @param candidates digests of the blobs to remove
     * @param kept digests of blobs that something else needs, for example the stage
     */
    public static void remove(ImageLayout layout, Collection<Digest> candidates, Collection<Digest> kept)
            throws IOException {
        Set<Digest> garbage = new HashSet<>(candidates);
        garbage.removeAll(Set.copyOf(kept));
        if (garbage.isEmpty()) {
            return;
        }
        Reachable reachable = Reachable.from(layout, layout.index().manifests());
        if (reachable.isComplete()) {
            garbage.removeAll(reachable.digests());
            for (Digest digest : garbage) {
                layout.deleteBlob(digest);
            }
        }
    }

    /**
     * Finds the manifests in the index that name a subject.
     *
     * @param layout the layout
     * @param subject the digest of the manifest that they say something about
     * @return their entries; those that cannot be read are left out
     */
    public static List<Descriptor> referrers(LayoutReader layout, Index index, Digest subject) throws IOException {
        List<Descriptor> referrers = new ArrayList<>();
        for (Descriptor entry : index.manifests()) {
            if (entry.mediaType().isManifest()) {
                try {
                    Manifest manifest = Manifest.fromJson(layout.readDocument(entry, LayoutReader.INDEX));
                    if (manifest.subject()
                            .filter(s -> s.digest().equals(subject))
                            .isPresent()) {
                        referrers.add(entry);
                    }
                } catch (RegshapeException e) {
                    if (e.kind() != Kind.BAD_LAYOUT) {
                        throw e;
                    }
                }
            }
        }
        return referrers;
    }
}
