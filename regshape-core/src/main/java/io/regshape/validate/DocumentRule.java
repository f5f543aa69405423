// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/** What holds of the JSON documents that lead to images, and of the parts that they share. */
public enum DocumentRule implements Rule {
    JSON(
            "OCI-JSON-001",
            Force.MUST,
            "media-types.md",
            "A document must be one JSON object in UTF-8.",
            "Write the document again with a JSON library."),
    JSON_KEY_TWICE(
            "OCI-JSON-002",
            Force.REFUSED,
            "annotations.md, \"Rules\"",
            "Of a key that is there twice readers take the first or the last value, so they see different images.",
            "Keep one of the two."),
    JSON_TRAILING(
            "OCI-JSON-003",
            Force.REFUSED,
            "media-types.md",
            "Some readers refuse bytes after the JSON object, and others never see them.",
            "Remove what follows the object."),
    JSON_LIMIT(
            "OCI-JSON-004",
            Force.REFUSED,
            "descriptor.md, \"Embedded Content\"",
            "Registries take documents of at most 4 MiB, and a reader has to bound size and depth.",
            "Move data out of the document into blobs."),
    JSON_CASE(
            "OCI-JSON-005",
            Force.DISPUTED,
            "considerations.md, \"Extensibility\"",
            "Readers written in Go take a key for the field of that name whatever its case, others do not.",
            "Rename the key to something that no field is called."),
    AMBIGUOUS(
            "OCI-DOCUMENT-001",
            Force.REFUSED,
            "manifest.md, \"Image Manifest Property Descriptions\"",
            "A document with the fields of an index and of a manifest is read as either (CVE-2021-41190).",
            "Keep the fields of one of the two."),
    DOCUMENT_TYPE(
            "OCI-DOCUMENT-002",
            Force.MUST,
            "image-index.md, manifest.md, \"mediaType\"",
            "The field mediaType must be the document's own type, the one that its descriptor says.",
            "Correct the field or the descriptor."),
    DOCUMENT_TYPE_MISSING(
            "OCI-DOCUMENT-003",
            Force.SHOULD,
            "image-index.md, manifest.md, \"mediaType\"",
            "The field mediaType tells what a document is where the descriptor is lost.",
            "Add the field."),
    SCHEMA_VERSION(
            "OCI-DOCUMENT-004",
            Force.MUST,
            "image-index.md, manifest.md, \"schemaVersion\"",
            "The field schemaVersion must be the number 2.",
            "Set it to 2."),
    INDEX(
            "OCI-INDEX-001",
            Force.MUST,
            "image-index.md, \"Image Index Property Descriptions\"",
            "An index must have the array manifests, and every field that it has its type.",
            "Add the field, or correct its type."),
    DEPTH(
            "OCI-INDEX-002",
            Force.REFUSED,
            "image-index.md, \"manifests\"",
            "A reader has to bound how deep indexes are nested; here it is 16.",
            "Flatten the indexes."),
    REF_NAME_REPEATED(
            "OCI-INDEX-003",
            Force.DISPUTED,
            "annotations.md, \"org.opencontainers.image.ref.name\"",
            "Of entries with one reference name readers take the first, the last, or refuse the layout.",
            "Keep one entry of that name."),
    PLATFORM_REPEATED(
            "OCI-INDEX-004",
            Force.DISPUTED,
            "image-index.md, \"manifests\"",
            "Of entries with one platform a reader should take the first, so the others are never run.",
            "Remove the entry, or give it the platform that it has."),
    REF_NAME(
            "OCI-INDEX-005",
            Force.SHOULD,
            "annotations.md, \"org.opencontainers.image.ref.name\"",
            "A reference name should follow the grammar, or tools cannot be told to take it.",
            "Use letters and digits with single separators out of - . _ : @ + / between them."),
    MANIFEST(
            "OCI-MANIFEST-001",
            Force.MUST,
            "manifest.md, \"Image Manifest Property Descriptions\"",
            "A manifest must have config and layers, and every field that it has its type.",
            "Add the field, or correct its type."),
    ARTIFACT_TYPE(
            "OCI-MANIFEST-002",
            Force.MUST,
            "manifest.md, \"artifactType\"",
            "A manifest with the empty config must say in artifactType what it is.",
            "Add artifactType, for example application/vnd.cyclonedx+json."),
    NO_LAYERS(
            "OCI-MANIFEST-003",
            Force.SHOULD,
            "manifest.md, \"layers\"",
            "For portability layers should have at least one entry.",
            "Add a layer; an artifact without one takes the empty descriptor."),
    LAYER_TYPE(
            "OCI-MANIFEST-004",
            Force.SHOULD,
            "manifest.md, \"layers\"",
            "In an image, a layer of a media type that is no image layer's is unpacked by no runtime.",
            "Use a layer type, or a config of another media type if this is an artifact."),
    SUBJECT(
            "OCI-MANIFEST-005",
            Force.NOTE,
            "manifest.md, \"subject\"",
            "The subject is not in this layout, so whoever has only the layout cannot see what this is about.",
            "Add the subject to the index, if it is to travel along."),
    DESCRIPTOR(
            "OCI-DESCRIPTOR-001",
            Force.MUST,
            "descriptor.md, \"Properties\"",
            "A descriptor must have mediaType, digest and size, and every field that it has its type.",
            "Add the field, or correct its type."),
    MEDIA_TYPE(
            "OCI-DESCRIPTOR-002",
            Force.MUST,
            "descriptor.md, \"Properties\"",
            "A media type must follow RFC 6838, section 4.2.",
            "Use TYPE/SUBTYPE without parameters."),
    DIGEST(
            "OCI-DESCRIPTOR-003",
            Force.MUST,
            "descriptor.md, \"Digests\"",
            "A digest must follow the grammar and have the length of its algorithm.",
            "Use sha256: and 64 characters of lower-case hex."),
    DATA(
            "OCI-DESCRIPTOR-004",
            Force.MUST,
            "descriptor.md, \"Embedded Content\"",
            "The field data must be Base64 of the very bytes that digest and size name.",
            "Remove the field, or encode the content again."),
    URL(
            "OCI-DESCRIPTOR-005",
            Force.MUST,
            "descriptor.md, \"Properties\"",
            "Every entry of urls must be a URI by RFC 3986.",
            "Correct or remove the entry."),
    URL_SCHEME(
            "OCI-DESCRIPTOR-006",
            Force.SHOULD,
            "descriptor.md, \"Properties\"",
            "Every entry of urls should begin with http or https, which is all that readers fetch.",
            "Use an http or https address."),
    EMPTY_BLOB(
            "OCI-DESCRIPTOR-007",
            Force.DISPUTED,
            "manifest.md, \"Guidance for an Empty Descriptor\"",
            "The empty media type stands for the two bytes {} and nothing else.",
            "Use the empty descriptor, or a media type of its own."),
    PLATFORM(
            "OCI-PLATFORM-001",
            Force.MUST,
            "image-index.md, \"platform\"",
            "A platform must have os and architecture, and every field that it has its type.",
            "Add the field, or correct its type."),
    PLATFORM_VALUE(
            "OCI-PLATFORM-002",
            Force.SHOULD,
            "image-index.md, \"platform\"",
            "os, architecture and variant should be values that Go knows, since runtimes compare them.",
            "Use GOOS, GOARCH and the table of variants."),
    PLATFORM_MISSING(
            "OCI-PLATFORM-003",
            Force.SHOULD,
            "descriptor.md, \"Properties\"",
            "An entry for an image should have a platform, so that a reader can choose without reading the config.",
            "Add platform with the values of the config."),
    PLATFORM_DIFFERS(
            "OCI-PLATFORM-004",
            Force.DISPUTED,
            "image-index.md, \"platform\"",
            "The platform of an entry and that of its config should be one, or the image runs where it cannot.",
            "Correct the one that is wrong."),
    ANNOTATIONS(
            "OCI-ANNOTATION-001",
            Force.MUST,
            "annotations.md, \"Rules\"",
            "Annotations and labels must be an object whose values are all strings.",
            "Write every value as a string."),
    ANNOTATION_KEY(
            "OCI-ANNOTATION-002",
            Force.SHOULD,
            "annotations.md, \"Rules\"",
            "Keys of annotations and labels should be in reverse domain notation, so that they do not clash.",
            "Rename the key, for example to com.example.key."),
    ANNOTATION_RESERVED(
            "OCI-ANNOTATION-003",
            Force.DISPUTED,
            "annotations.md, \"Rules\"",
            "The prefix org.opencontainers is reserved for keys that OCI specifications define.",
            "Use a key under a domain of your own."),
    ANNOTATION_VALUE(
            "OCI-ANNOTATION-004",
            Force.SHOULD,
            "annotations.md, \"Pre-Defined Annotation Keys\"",
            "Where a predefined key has a form (a time, a digest), its value should have it.",
            "Correct the value.");

    private final String id;
    private final Force force;
    private final String spec;
    private final String why;
    private final String fix;

    DocumentRule(String id, Force force, String spec, String why, String fix) {
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
