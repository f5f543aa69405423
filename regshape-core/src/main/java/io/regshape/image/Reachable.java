// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The blobs that entries of an index lead to: nested indexes, manifests, configs and layers. */
final class Reachable {
    private final Set<Digest> digests = new HashSet<>();
    private boolean complete = true;

    private Reachable() {}

    /**
     * Follows entries to all that they lead to. A subject is not followed: it is a weak reference (manifest.md,
     * "subject").
     */
    static Reachable from(LayoutReader layout, Collection<Descriptor> entries) throws IOException {
        Reachable reachable = new Reachable();
        // One blob may be called a manifest here and something else there.
        Set<List<Object>> followed = new HashSet<>();
        Deque<Descriptor> open = new ArrayDeque<>(entries);
        while (!open.isEmpty()) {
            Descriptor next = open.pop();
            if (followed.add(List.of(next.digest(), next.mediaType()))) {
                reachable.digests.add(next.digest());
                open.addAll(reachable.children(layout, next));
            }
        }
        return reachable;
    }

    private Collection<Descriptor> children(LayoutReader layout, Descriptor descriptor) throws IOException {
        try {
            if (descriptor.mediaType().isIndex()) {
                return new Index(read(layout, descriptor)).manifests();
            }
            if (descriptor.mediaType().isManifest()) {
                Manifest manifest = Manifest.fromJson(read(layout, descriptor));
                Deque<Descriptor> children = new ArrayDeque<>(manifest.layers());
                children.add(manifest.config());
                return children;
            }
        } catch (RegshapeException e) {
            // Missing or damaged: what it led to is not known.
            complete = false;
        }
        return Set.of();
    }

    private static JsonObject read(LayoutReader layout, Descriptor descriptor) throws IOException {
        return layout.readDocument(descriptor, "the index");
    }

    /** Returns the digests, those of the entries included. */
    Set<Digest> digests() {
        return digests;
    }

    /** Returns whether every document on the way could be read. */
    boolean isComplete() {
        return complete;
    }
}
