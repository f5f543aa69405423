// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.layer.LayerFault;
import io.regshape.layer.LayerInspection;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The blobs that a layout refers to. Small documents are read at once; everything else is remembered, and then checked
 * in parallel. A blob is read once, however many descriptors lead to it.
 */
final class Blobs {
    private final LayoutReader layout;
    private final FileCheck files;
    private final ValidationOptions options;
    private final Findings findings;

    private final Map<Digest, OptionalLong> sizes = new HashMap<>();
    private final Set<Digest> referred = new HashSet<>();
    private final Set<Digest> read = new HashSet<>();
    private final Map<Digest, BlobCheck> checks = new LinkedHashMap<>();
    private final Map<Digest, LayerInspection> layers = new HashMap<>();

    Blobs(LayoutReader layout, FileCheck files, ValidationOptions options, Findings findings) {
        this.layout = layout;
        this.files = files;
        this.options = options;
        this.findings = findings;
    }

    /**
     * Checks that a blob is there and has its size.
     *
     * @return whether it is and has
     */
    boolean refer(Reference reference) throws IOException {
        Digest digest = reference.digest();
        boolean isNew = referred.add(digest);
        if (!files.mayOpen(digest)) {
            return false;
        }
        OptionalLong size = size(digest);
        if (size.isEmpty()) {
            if (!options.allowMissing()) {
                findings.report(
                        LayoutRule.BLOB_MISSING,
                        reference.place(),
                        "blob " + digest + " referenced by " + reference.place().whole() + " does not exist");
            }
            return false;
        }
        if (isNew && Hasher.verifying(digest).isEmpty()) {
            findings.report(
                    LayoutRule.ALGORITHM,
                    reference.place(),
                    "the algorithm of " + digest + " is not registered, so only the size is checked");
        }
        if (size.getAsLong() != reference.size()) {
            findings.report(
                    LayoutRule.BLOB_MISMATCH,
                    reference.place(),
                    "digest mismatch for blob " + digest + ": it has " + size.getAsLong() + " bytes, "
                            + reference.size() + " were promised by "
                            + reference.place().whole());
            return false;
        }
        return true;
    }

    /** Remembers that something that is no descriptor needs a blob. */
    void refer(Digest digest) {
        referred.add(digest);
    }

    /** Returns whether there is such a blob, without asking for it. */
    boolean isThere(Digest digest) throws IOException {
        return files.mayOpen(digest) && size(digest).isPresent();
    }

    private OptionalLong size(Digest digest) throws IOException {
        OptionalLong known = sizes.get(digest);
        if (known == null) {
            known = layout.blobSize(digest);
            sizes.put(digest, known);
        }
        return known;
    }

    /**
     * Reads a document of which {@link #refer} has said that it is there.
     *
     * @return its bytes, if they are those that the digest names
     */
    Optional<byte[]> document(Reference reference) throws IOException {
        if (reference.size() > JsonObject.LIMIT) {
            findings.report(
                    DocumentRule.JSON_LIMIT,
                    Place.of(reference.digest()),
                    "the document has " + reference.size() + " bytes, more than the limit of " + JsonObject.LIMIT);
            check(reference);
            return Optional.empty();
        }
        read.add(reference.digest());
        byte[] bytes;
        try (InputStream in = layout.openBlob(reference.digest())) {
            bytes = in.readNBytes(JsonObject.LIMIT + 1);
        }
        Optional<Hasher> hasher = Hasher.verifying(reference.digest());
        hasher.ifPresent(known -> known.update(bytes, 0, bytes.length));
        return isIntact(reference.digest(), hasher.map(Hasher::digest)) ? Optional.of(bytes) : Optional.empty();
    }

    /** Remembers a blob about which nothing is known but its digest. */
    void check(Reference reference) {
        check(reference.digest(), reference.size());
    }

    private void check(Digest digest, long size) {
        if (!read.contains(digest)) {
            checks.computeIfAbsent(digest, key -> new BlobCheck(layout, key, size));
        }
    }

    /** Remembers an image layer. */
    void checkLayer(Reference reference) {
        checks.computeIfAbsent(reference.digest(), key -> new BlobCheck(layout, key, reference.size()))
                .asLayer();
    }

    /** Reports and remembers the blobs that nothing refers to. */
    void checkUnreferenced() {
        for (FileCheck.Blob blob : files.blobs()) {
            if (!referred.contains(blob.digest())) {
                findings.report(
                        LayoutRule.UNREFERENCED,
                        Place.of(blob.digest()),
                        "nothing refers to this blob of " + blob.size() + " bytes");
                check(blob.digest(), blob.size());
            }
        }
    }

    /** Checks all that was remembered, and reports in the order in which it was. */
    void checkAll() throws IOException {
        Map<Digest, BlobCheck.Result> results = BlobCheck.runAll(checks.values());
        for (Digest digest : checks.keySet()) {
            BlobCheck.Result result = Objects.requireNonNull(results.get(digest));
            if (isIntact(digest, result.actual())) {
                result.layer().ifPresent(layer -> report(digest, layer));
            }
        }
        checks.clear();
    }

    private boolean isIntact(Digest digest, Optional<Digest> actual) {
        boolean intact = actual.isEmpty() || actual.get().equals(digest);
        if (!intact) {
            findings.report(
                    LayoutRule.BLOB_MISMATCH,
                    Place.of(digest),
                    "digest mismatch for blob " + digest + ": its bytes have the digest " + actual.get());
        }
        return intact;
    }

    private void report(Digest digest, LayerInspection layer) {
        layers.put(digest, layer);
        for (LayerFault fault : layer.faults()) {
            findings.report(LayerRule.of(fault.kind()), Place.of(digest), fault.message());
        }
    }

    /** Returns what a layer is, if its bytes were those that the digest names. To be asked after {@link #checkAll}. */
    Optional<LayerInspection> layer(Digest digest) {
        return Optional.ofNullable(layers.get(digest));
    }
}
