// SPDX-License-Identifier: Apache-2.0
package io.regshape.digest;

import java.security.MessageDigest;
import java.util.Optional;

/** Computes a digest and a length over bytes that arrive in pieces. Not thread-safe. */
public final class Hasher {
    private final DigestAlgorithm algorithm;
    private final MessageDigest hash;
    private long count;

    private Hasher(DigestAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.hash = algorithm.messageDigest();
    }

    /**
     * Starts a SHA-256 computation, the algorithm of everything that regshape writes.
     *
     * @return a hasher that has seen no bytes
     */
    public static Hasher sha256() {
        return new Hasher(DigestAlgorithm.SHA256);
    }

    /**
     * Starts the computation that can verify a digest.
     *
     * @param digest the digest to verify later
     * @return a hasher of the same algorithm, or empty when this library does not know that algorithm
     */
    public static Optional<Hasher> verifying(Digest digest) {
        return DigestAlgorithm.find(digest.algorithm()).map(Hasher::new);
    }

    /**
     * Adds bytes.
     *
     * @param bytes the array that holds them
     * @param offset index of the first
     * @param length how many
     */
    public void update(byte[] bytes, int offset, int length) {
        hash.update(bytes, offset, length);
        count += length;
    }

    /** Returns how many bytes were added so far. */
    public long count() {
        return count;
    }

    /**
     * Ends the computation. To be called once.
     *
     * @return the digest of all bytes added
     */
    public Digest digest() {
        return Digest.of(algorithm, hash.digest());
    }
}
