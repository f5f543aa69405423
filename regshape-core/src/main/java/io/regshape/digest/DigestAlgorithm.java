// SPDX-License-Identifier: Apache-2.0
package io.regshape.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** A hash algorithm that the spec registers (descriptor.md, "Registered algorithms"); others stay unverified. */
enum DigestAlgorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA512("sha512", "SHA-512", 128);

    private final String id;
    private final String javaName;
    private final int hexLength;

    DigestAlgorithm(String id, String javaName, int hexLength) {
        this.id = id;
        this.javaName = javaName;
        this.hexLength = hexLength;
    }

    static Optional<DigestAlgorithm> find(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    String id() {
        return id;
    }

    int hexLength() {
        return hexLength;
    }

    MessageDigest messageDigest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and in practice SHA-512", e);
        }
    }
}
