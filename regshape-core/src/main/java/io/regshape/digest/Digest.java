// SPDX-License-Identifier: Apache-2.0
package io.regshape.digest;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of some bytes: an algorithm and the encoded result of running it over them, written
 * {@code sha256:9f86d0...} (descriptor.md, "Digests").
 *
 * <p>Every instance follows the spec's grammar and, for the registered algorithms, has the right length in lower-case
 * hex. So both parts are safe as file names: neither can hold a separator, be {@code ..}, or have more than 255
 * characters.
 *
 * @param algorithm the algorithm's identifier, for example {@code sha256}
 * @param encoded the encoded hash, for the registered algorithms lower-case hex
 */
public record Digest(String algorithm, String encoded) {

    private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9]+(?:[+._-][a-z0-9]+)*");
    private static final Pattern ENCODED = Pattern.compile("[a-zA-Z0-9=_-]+");
    private static final Pattern HEX = Pattern.compile("[a-f0-9]+");

    /** What file systems take as a name, and both parts are names: {@code blobs/ALGORITHM/ENCODED}. */
    private static final int LONGEST_PART = 255;

    /**
     * Checks both parts against the grammar.
     *
     * @throws RegshapeException if they do not follow it
     */
    public Digest {
        String text = algorithm + ":" + encoded;
        if (algorithm.length() > LONGEST_PART || encoded.length() > LONGEST_PART) {
            throw invalid(text, "ALGORITHM:ENCODED with at most " + LONGEST_PART + " characters on each side");
        }
        if (!ALGORITHM.matcher(algorithm).matches() || !ENCODED.matcher(encoded).matches()) {
            throw invalid(text, "ALGORITHM:ENCODED, for example sha256: and 64 characters of lower-case hex");
        }
        Optional<DigestAlgorithm> known = DigestAlgorithm.find(algorithm);
        if (known.isPresent()
                && (encoded.length() != known.get().hexLength()
                        || !HEX.matcher(encoded).matches())) {
            throw invalid(text, algorithm + ": and " + known.get().hexLength() + " characters of lower-case hex");
        }
    }

    /**
     * Reads a digest from its text form.
     *
     * @param text for example {@code sha256:9f86d0...}
     * @return the digest
     * @throws RegshapeException if the text does not follow the grammar
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw invalid(text, "ALGORITHM:ENCODED, for example sha256: and 64 characters of lower-case hex");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * Computes the SHA-256 digest of a small document.
     *
     * @param content the bytes; not kept
     * @return their digest
     */
    public static Digest sha256(byte[] content) {
        Hasher hasher = Hasher.sha256();
        hasher.update(content, 0, content.length);
        return hasher.digest();
    }

    static Digest of(DigestAlgorithm algorithm, byte[] hash) {
        return new Digest(algorithm.id(), HexFormat.of().formatHex(hash));
    }

    // Written out, as is hashCode, for builds to start fast: ARCHITECTURE.md, "Conventions".
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest that && algorithm.equals(that.algorithm) && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /** Returns the text form, {@code ALGORITHM:ENCODED}. */
    @Override
    public String toString() {
        return algorithm + ":" + encoded;
    }

    private static RegshapeException invalid(String text, String right) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return new RegshapeException(Kind.INVALID_VALUE, "'" + shown + "' is no digest: it must be " + right);
    }
}
