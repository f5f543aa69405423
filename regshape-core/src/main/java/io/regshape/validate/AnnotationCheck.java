// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.validate.Fields.Text;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks annotations, and labels, which follow the same rules (annotations.md). */
final class AnnotationCheck {
    private static final String RESERVED = "org.opencontainers.";
    private static final String CREATED = "org.opencontainers.image.created";
    private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

    /** The pre-defined keys, and those that conversion.md gives to a config's fields. */
    private static final Set<String> DEFINED = Stream.of(
                    "created authors url documentation source version revision vendor licenses ref.name title",
                    "description base.digest base.name os architecture variant os.version os.features author",
                    "exposedPorts stopSignal")
            .flatMap(names -> Stream.of(names.split(" ")))
            .map(name -> RESERVED + "image." + name)
            .collect(Collectors.toUnmodifiableSet());

    private AnnotationCheck() {}

    /** Checks the field of that name, if there is one. */
    static void check(Fields owner, String name) {
        owner.object(name, DocumentRule.ANNOTATIONS).ifPresent(AnnotationCheck::check);
    }

    private static void check(Fields annotations) {
        for (Text key : annotations.names()) {
            checkKey(annotations, key);
            if (annotations.has(key.value())) {
                annotations.text(key.value()).ifPresent(value -> checkValue(annotations, key.value(), value));
            } else {
                annotations.report(DocumentRule.ANNOTATIONS, key, "the value must be a string, it is null");
            }
        }
    }

    private static void checkKey(Fields annotations, Text key) {
        if (key.value().startsWith(RESERVED) && !DEFINED.contains(key.value())) {
            annotations.report(
                    DocumentRule.ANNOTATION_RESERVED,
                    key,
                    "the key is no predefined one, but begins with " + RESERVED.substring(0, RESERVED.length() - 1));
        } else if (key.value().indexOf('.') < 1) {
            annotations.report(
                    DocumentRule.ANNOTATION_KEY,
                    key,
                    "the key " + Printable.value(key.value()) + " is not in reverse domain notation");
        }
    }

    private static void checkValue(Fields annotations, String key, Text value) {
        if (key.equals(CREATED) && !value.value().isEmpty() && !Rfc3339.isValid(value.value())) {
            annotations.report(
                    DocumentRule.ANNOTATION_VALUE,
                    value,
                    Printable.value(value.value())
                            + " is no time as RFC 3339 has it, for example 2026-01-02T03:04:05Z");
        }
        if (key.equals(BASE_DIGEST) && !value.value().isEmpty() && !isDigest(value.value())) {
            annotations.report(DocumentRule.ANNOTATION_VALUE, value, Printable.value(value.value()) + " is no digest");
        }
    }

    private static boolean isDigest(String text) {
        try {
            Digest.parse(text);
            return true;
        } catch (RegshapeException e) {
            return false;
        }
    }
}
