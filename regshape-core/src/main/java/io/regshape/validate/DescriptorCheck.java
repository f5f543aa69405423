// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.model.MediaType;
import io.regshape.validate.Fields.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks descriptors (descriptor.md). */
final class DescriptorCheck {
    private static final Set<String> NAMES =
            Set.of("mediaType", "digest", "size", "urls", "annotations", "data", "artifactType", "platform");
    private static final Digest EMPTY_OBJECT = Digest.sha256(new byte[] {'{', '}'});

    private static final String DIGEST_FORM =
            "it must be ALGORITHM:ENCODED with at most 255 characters on each side, for example sha256: and 64"
                    + " characters of lower-case hex";

    private DescriptorCheck() {}

    /**
     * Checks a descriptor.
     *
     * @return the descriptor, if its blob can be looked for
     */
    static Optional<Reference> check(Fields descriptor) {
        descriptor.checkNames(NAMES);
        Optional<MediaType> mediaType =
                descriptor.requiredText("mediaType").flatMap(text -> mediaType(descriptor, text));
        Optional<Digest> digest =
                descriptor.requiredText("digest").flatMap(text -> digest(descriptor, text, DocumentRule.DIGEST));
        Optional<Long> size = descriptor.requiredNumber("size").filter(value -> isLength(descriptor, value));
        checkArtifactType(descriptor);
        descriptor.texts("urls").forEach(url -> checkUrl(descriptor, url));
        AnnotationCheck.check(descriptor, "annotations");
        if (mediaType.isEmpty() || digest.isEmpty() || size.isEmpty()) {
            return Optional.empty();
        }
        Reference reference = new Reference(mediaType.get(), digest.get(), size.get(), descriptor);
        descriptor.text("data").ifPresent(data -> checkData(reference, data.value()));
        checkEmpty(reference);
        return Optional.of(reference);
    }

    /** Checks the field artifactType, which index and manifest have too. */
    static Optional<MediaType> checkArtifactType(Fields fields) {
        return fields.text("artifactType").flatMap(text -> mediaType(fields, text));
    }

    /** Reads a digest, or reports that it is none. */
    static Optional<Digest> digest(Fields fields, Text text, Rule rule) {
        try {
            return Optional.of(Digest.parse(text.value()));
        } catch (RegshapeException e) {
            fields.report(rule, text, Printable.value(text.value()) + " is no digest: " + DIGEST_FORM);
            return Optional.empty();
        }
    }

    private static Optional<MediaType> mediaType(Fields fields, Text text) {
        try {
            return Optional.of(MediaType.parse(text.value()));
        } catch (RegshapeException e) {
            fields.report(
                    DocumentRule.MEDIA_TYPE,
                    text,
                    Printable.value(text.value()) + " is no media type: it must be TYPE/SUBTYPE without parameters");
            return Optional.empty();
        }
    }

    private static boolean isLength(Fields descriptor, long size) {
        if (size < 0) {
            descriptor.report(DocumentRule.DESCRIPTOR, "size", "the size is " + size + ", it must not be negative");
        }
        return size >= 0;
    }

    private static void checkUrl(Fields descriptor, Text url) {
        Optional<String> scheme = scheme(url.value());
        if (scheme.isEmpty()) {
            descriptor.report(DocumentRule.URL, url, Printable.value(url.value()) + " is no URI");
        } else if (!scheme.get().equals("http") && !scheme.get().equals("https")) {
            descriptor.report(
                    DocumentRule.URL_SCHEME, url, Printable.value(url.value()) + " is no http or https address");
        }
    }

    /** Returns the scheme of a URI; RFC 3986 has ASCII characters alone, and no URI without a scheme. */
    private static Optional<String> scheme(String url) {
        try {
            boolean ascii = url.chars().allMatch(c -> c < 128);
            return ascii
                    ? Optional.ofNullable(new URI(url).getScheme()).map(scheme -> scheme.toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static void checkData(Reference reference, String data) {
        byte[] content;
        try {
            content = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            reference.fields().report(DocumentRule.DATA, "data", "it is no Base64: " + e.getMessage());
            return;
        }
        if (!Base64.getEncoder().encodeToString(content).equals(data)) {
            reference.fields().report(DocumentRule.DATA, "data", "it is no Base64: padding or last bits are wrong");
        } else if (content.length != reference.size()) {
            reference
                    .fields()
                    .report(
                            DocumentRule.DATA,
                            "data",
                            "it holds " + content.length + " bytes, the size is " + reference.size());
        } else {
            Hasher.verifying(reference.digest()).ifPresent(hasher -> {
                hasher.update(content, 0, content.length);
                Digest actual = hasher.digest();
                if (!actual.equals(reference.digest())) {
                    reference
                            .fields()
                            .report(
                                    DocumentRule.DATA,
                                    "data",
                                    "its bytes have the digest " + actual + ", not " + reference.digest());
                }
            });
        }
    }

    private static void checkEmpty(Reference reference) {
        boolean sha256 = reference.digest().algorithm().equals(EMPTY_OBJECT.algorithm());
        if (reference.mediaType().equals(MediaType.EMPTY)
                && (reference.size() != 2 || sha256 && !reference.digest().equals(EMPTY_OBJECT))) {
            reference
                    .fields()
                    .report(
                            DocumentRule.EMPTY_BLOB,
                            "the media type is the empty one, whose blob is {} with the digest " + EMPTY_OBJECT
                                    + " and the size 2");
        }
    }
}
