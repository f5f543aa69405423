// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/** What holds of the files of a layout, and of blobs whatever they are. */
public enum LayoutRule implements Rule {
    MARKER(
            "OCI-LAYOUT-001",
            Force.MUST,
            "image-layout.md, \"oci-layout file\"",
            "The file oci-layout marks a layout and says its version in the field imageLayoutVersion.",
            "Write {\"imageLayoutVersion\": \"1.0.0\"} into oci-layout."),
    BLOBS(
            "OCI-LAYOUT-002",
            Force.MUST,
            "image-layout.md, \"Content\"",
            "The folder blobs must exist, even when it is empty.",
            "Create the folder, or copy the layout again as a whole."),
    VERSION(
            "OCI-LAYOUT-003",
            Force.REFUSED,
            "image-layout.md, \"oci-layout file\"",
            "Readers refuse a layout of another version than 1.0.0, the only one there is.",
            "Set imageLayoutVersion to 1.0.0."),
    INDEX_MISSING(
            "OCI-LAYOUT-004",
            Force.MUST,
            "image-layout.md, \"index.json file\"",
            "Without index.json nothing in the layout can be found.",
            "Write an index, or copy the layout again as a whole."),
    BLOB_NAME(
            "OCI-LAYOUT-005",
            Force.MUST,
            "image-layout.md, \"Blobs\"",
            "A blob lies at blobs/ALGORITHM/ENCODED, by the grammar of digests and the length of the algorithm.",
            "Remove the file, or rename it to the digest of its bytes."),
    NO_FILE(
            "OCI-LAYOUT-006",
            Force.REFUSED,
            "image-layout.md, \"Blobs\"",
            "Only a regular file can be read as a document or a blob.",
            "Replace it by a regular file, or remove it."),
    LINK(
            "OCI-LAYOUT-007",
            Force.REFUSED,
            "image-layout.md, \"Blobs\"",
            "A symbolic link can lead out of the layout, and is lost or broken when the layout is moved; it is not followed.",
            "Copy the file that it leads to; who means the link lowers this rule, and it is followed."),
    UNREFERENCED(
            "OCI-LAYOUT-008",
            Force.NOTE,
            "image-layout.md, \"Blobs\"",
            "Nothing that index.json leads to refers to this blob, so its bytes could be freed.",
            "Remove the blob if no other tool needs it."),
    PERMISSIONS(
            "OCI-LAYOUT-009",
            Force.NOTE,
            "image-layout.md, \"Content\"",
            "Other users of the machine cannot read it, as happens to files made from temporary files.",
            "Run chmod -R a+rX on the layout if others are to read it."),
    BLOB_MISSING(
            "OCI-BLOB-001",
            Force.REFUSED,
            "image-layout.md, \"Blobs\"",
            "A blob may be missing only where the reader can get it from elsewhere, which few can.",
            "Copy the layout again, or validate a thin layout with allowMissing."),
    BLOB_MISMATCH(
            "OCI-BLOB-002",
            Force.MUST,
            "descriptor.md, \"Verification\"",
            "A blob must have the size and the digest that its descriptor says.",
            "The blob was changed or cut: copy it again; a wrong size in a descriptor is to be corrected."),
    ALGORITHM(
            "OCI-BLOB-003",
            Force.NOTE,
            "descriptor.md, \"Registered algorithms\"",
            "The digest has an algorithm that is not registered, so only the size can be checked.",
            "Use sha256."),
    STAGE(
            "REGSHAPE-STAGE-001",
            Force.DISPUTED,
            "none: a file of regshape",
            "The staging file .regshape-stage.json must be as the staged goals read it; no reader of images needs it.",
            "Run the goal init again, or delete the file.");

    private final String id;
    private final Force force;
    private final String spec;
    private final String why;
    private final String fix;

    LayoutRule(String id, Force force, String spec, String why, String fix) {
        this.id = id;
        this.force = force;
        this.spec = spec;
        this.why = why;
        this.fix = fix;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return force.severity();
    }

    @Override
    public boolean interop() {
        return force.interop();
    }

    @Override
    public String spec() {
        return spec;
    }

    @Override
    public String why() {
        return why;
    }

    @Override
    public String fix() {
        return fix;
    }
}
