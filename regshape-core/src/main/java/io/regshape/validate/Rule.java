// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/** What a layout is held to. The constants' documentation names the section of the spec. */
public enum Rule {
    /** The marker is a JSON object with a known version (image-layout.md, "oci-layout file"). */
    MARKER("OCI-LAYOUT-001", Severity.ERROR),
    /** The folder of the blobs is there (image-layout.md, "Content"). */
    BLOBS("OCI-LAYOUT-002", Severity.ERROR),
    /** An index is a JSON document with the required fields and no field of a manifest (image-index.md). */
    INDEX("OCI-INDEX-001", Severity.ERROR),
    /** A document says its own media type, where it says one, as the descriptor that led to it. */
    DOCUMENT_TYPE("OCI-DOCUMENT-001", Severity.ERROR),
    /** Nested indexes end at some depth. */
    DEPTH("OCI-INDEX-002", Severity.ERROR),
    /** A reference name stands once (readers take the first, or refuse). */
    REF_NAME_REPEATED("OCI-INDEX-003", Severity.WARNING),
    /** A platform stands once in a nested index (image-index.md, "If multiple manifests match"). */
    PLATFORM_REPEATED("OCI-INDEX-004", Severity.WARNING),
    /** A descriptor has the required fields, in their form (descriptor.md, "Properties"). */
    DESCRIPTOR("OCI-DESCRIPTOR-001", Severity.ERROR),
    /** A blob that is named is there (image-layout.md, "Blobs"; spec says SHOULD, readers refuse: interop). */
    BLOB_MISSING("OCI-BLOB-001", Severity.ERROR),
    /** A blob has the size and digest that its descriptor says (descriptor.md, "Verification"). */
    BLOB_MISMATCH("OCI-BLOB-002", Severity.ERROR),
    /** A digest's algorithm is registered; others cannot be verified (descriptor.md, "Registered algorithms"). */
    ALGORITHM_UNKNOWN("OCI-BLOB-003", Severity.INFO),
    /** A manifest is a JSON document with the required fields and no field of an index (manifest.md). */
    MANIFEST("OCI-MANIFEST-001", Severity.ERROR),
    /** An image config is a JSON document with the required fields (config.md, "Properties"). */
    CONFIG("OCI-CONFIG-001", Severity.ERROR),
    /** There are as many diff ids as layers (config.md, "rootfs"). */
    DIFF_ID_COUNT("OCI-CONFIG-002", Severity.ERROR),
    /** A diff id is the digest of the layer's uncompressed tar (config.md, "Layer DiffID"). */
    DIFF_ID("OCI-CONFIG-003", Severity.ERROR),
    /** A history has as many entries with a layer as there are layers (spec silent, readers refuse: interop). */
    HISTORY("OCI-CONFIG-004", Severity.ERROR),
    /** A layer's bytes are what its media type says: compression without damage (layer.md). */
    LAYER("OCI-LAYER-001", Severity.ERROR),
    /** The staging file, where there is one, is what the staged goals can read; no reader of the layout needs it. */
    STAGE("REGSHAPE-STAGE-001", Severity.WARNING);

    private final String id;
    private final Severity severity;

    Rule(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /** Returns the stable name, for example {@code OCI-BLOB-001}. */
    public String id() {
        return id;
    }

    /** Returns how bad it is to break it. */
    public Severity severity() {
        return severity;
    }
}
