// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The blobs that entries of an index lead to: nested indexes, manifests, configs and layers, each once. For whoever
 * copies them, so every document on the way must be there and verified.
 */
public final class ReachedBlobs {
    private final LayoutReader layout;
    private final Map<Digest, Blob> blobs = new LinkedHashMap<>();
    /** What was followed, as what: one blob may be called a manifest here and something else there. */
    private final Set<List<Object>> followed = new HashSet<>();

    private final Deque<Blob> open = new ArrayDeque<>();

    private ReachedBlobs(LayoutReader layout) {
        this.layout = layout;
    }

    /**
     * A blob.
     *
     * @param descriptor what the first that refers to it says of it
     * @param referrer what that is, for messages
     */
    public record Blob(Descriptor descriptor, String referrer) {}

    /**
     * Follows entries to all that they lead to. A subject is not followed: it is a weak reference (manifest.md,
     * "subject").
     *
     * @param layout where the documents are
     * @param entries where to start; they are among the blobs themselves
     * @return the blobs; whether configs and layers are there is not looked at
     * @throws RegshapeException if a document on the way is missing, changed or wrong
     * @throws IOException if one cannot be read
     */
    public static List<Blob> of(LayoutReader layout, Collection<Descriptor> entries) throws IOException {
        ReachedBlobs reached = new ReachedBlobs(layout);
        entries.forEach(entry -> reached.add(entry, LayoutReader.INDEX));
        while (!reached.open.isEmpty()) {
            reached.follow(reached.open.pop());
        }
        return List.copyOf(reached.blobs.values());
    }

    private void add(Descriptor descriptor, String referrer) {
        Blob blob = new Blob(descriptor, referrer);
        if (followed.add(List.of(descriptor.digest(), descriptor.mediaType()))) {
            open.add(blob);
        }
        Blob known = blobs.putIfAbsent(descriptor.digest(), blob);
        if (known != null && known.descriptor().size() != descriptor.size()) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    layout.name() + ": blob " + descriptor.digest() + " has "
                            + known.descriptor().size() + " bytes by " + known.referrer() + ", and " + descriptor.size()
                            + " by " + referrer);
        }
    }

    private void follow(Blob blob) throws IOException {
        Descriptor descriptor = blob.descriptor();
        if (descriptor.mediaType().isIndex()) {
            new Index(document(blob)).manifests().forEach(entry -> add(entry, "index " + descriptor.digest()));
        } else if (descriptor.mediaType().isManifest()) {
            Manifest manifest = Manifest.fromJson(document(blob));
            add(manifest.config(), "manifest " + descriptor.digest());
            manifest.layers().forEach(layer -> add(layer, "manifest " + descriptor.digest()));
        }
    }

    private JsonObject document(Blob blob) throws IOException {
        return layout.readDocument(blob.descriptor(), blob.referrer());
    }
}
