// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.model.JsonFault;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import java.util.Optional;

/** Checks what all documents have in common: that they are JSON, and say what they are. */
final class Documents {
    private final Findings findings;

    Documents(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads a document.
     *
     * @param rule what is broken when one of its fields is missing or has a wrong type
     * @return its fields, if it is a JSON object
     */
    Optional<Fields> parse(byte[] bytes, Place place, Rule rule) {
        return JsonObject.read(bytes, place.toString(), fault -> report(place, fault))
                .map(json -> new Fields(json.fields(), place, rule, findings));
    }

    private void report(Place place, JsonFault fault) {
        Rule rule = switch (fault.kind()) {
            case SYNTAX -> DocumentRule.JSON;
            case DUPLICATE_KEY -> DocumentRule.JSON_KEY_TWICE;
            case TRAILING_BYTES -> DocumentRule.JSON_TRAILING;
            case LIMIT -> DocumentRule.JSON_LIMIT;
        };
        Place at = new Place(place.file(), fault.pointer(), place.digest());
        findings.report(rule, at, "the document " + fault.message());
    }

    /** Checks the version of a manifest or an index, and its own media type against the one that it must have. */
    static void checkHeader(Fields document, MediaType expected) {
        document.under(DocumentRule.SCHEMA_VERSION)
                .requiredNumber("schemaVersion")
                .filter(version -> version != 2)
                .ifPresent(version -> document.report(
                        DocumentRule.SCHEMA_VERSION, "schemaVersion", "the version is " + version + ", it must be 2"));
        if (!document.has("mediaType")) {
            document.report(
                    DocumentRule.DOCUMENT_TYPE_MISSING, "mediaType", "the field is missing, it should be " + expected);
        }
        document.text("mediaType")
                .filter(type -> !type.value().equals(expected.value()))
                .ifPresent(type -> document.report(
                        DocumentRule.DOCUMENT_TYPE,
                        type,
                        "the media type is " + Printable.value(type.value()) + ", it must be '" + expected + "'"));
    }
}
