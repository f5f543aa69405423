// SPDX-License-Identifier: Apache-2.0
package io.regshape.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    /** From "printf '' | sha256sum". */
    private static final String EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void namesTheBytes() {
        assertThat(Digest.sha256(new byte[0])).hasToString(EMPTY);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Digest.parse(EMPTY).toString()).isEqualTo(EMPTY);
        assertThat(Digest.parse(EMPTY)).isEqualTo(Digest.sha256(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                ":abc",
                "sha256:../../x",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "SHA256:abc",
                "../x:abc",
                "sha256+:abc",
                "other:a/b",
                "other:a b",
                "other:..",
                "other:é"
            })
    void refusesWhatIsOutsideTheGrammar(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("'" + text + "' is no digest: it must be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8", "sha256+b64u:LCa0a2j_xo-5m"})
    void takesAlgorithmsThatAreNotRegistered(String text) {
        assertThat(Digest.parse(text)).hasToString(text);
        assertThat(Hasher.verifying(Digest.parse(text))).isEmpty();
    }

    @Test
    void takesPartsThatAreNamesOfFiles() {
        String longest = "a".repeat(255);
        assertThat(Digest.parse(longest + ":" + longest).encoded()).isEqualTo(longest);
        for (String text : new String[] {longest + "a:b", "a:b" + longest}) {
            assertThatThrownBy(() -> Digest.parse(text))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessage("'" + text.substring(0, 200) + "...' is no digest: it must be ALGORITHM:ENCODED"
                            + " with at most 255 characters on each side");
        }
    }

    @Test
    void hashesTheSameInAnyPieces() throws Exception {
        long seed = RandomSeed.of(getClass());
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[random.nextInt(10_000)];
            random.nextBytes(bytes);
            Hasher hasher = Hasher.sha256();
            for (int at = 0; at < bytes.length; ) {
                int n = Math.min(bytes.length - at, 1 + random.nextInt(3000));
                hasher.update(bytes, at, n);
                at += n;
            }
            String hex = String.format(
                    "%064x",
                    new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(bytes)));
            assertThat(hasher.count()).as("seed %d", seed).isEqualTo(bytes.length);
            assertThat(hasher.digest()).as("seed %d", seed).hasToString("sha256:" + hex);
        }
    }

    @Test
    void verifyingStreamPassesRightBytesOn() throws IOException {
        byte[] bytes = "some bytes".getBytes(StandardCharsets.UTF_8);
        try (VerifyingInputStream in =
                new VerifyingInputStream(new ByteArrayInputStream(bytes), Digest.sha256(bytes), bytes.length, "here")) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void verifyingStreamFindsChangedBytes() {
        byte[] bytes = "some bytes".getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.sha256("some bytez".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new VerifyingInputStream(new ByteArrayInputStream(bytes), digest, bytes.length, "here")
                        .readAllBytes())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("digest mismatch for blob " + digest + " in here: its bytes have the digest "
                        + Digest.sha256(bytes));
    }

    @Test
    void verifyingStreamFindsTooFewAndTooManyBytes() {
        byte[] bytes = "some bytes".getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.sha256(bytes);
        assertThatThrownBy(() ->
                        new VerifyingInputStream(new ByteArrayInputStream(bytes), digest, 11, "here").readAllBytes())
                .hasMessageContaining("it has 10 bytes, 11 were promised");
        assertThatThrownBy(() ->
                        new VerifyingInputStream(new ByteArrayInputStream(bytes), digest, 9, "here").readAllBytes())
                .hasMessageContaining("it has more than the 9 bytes promised");
        assertThatThrownBy(() -> {
                    VerifyingInputStream in =
                            new VerifyingInputStream(new ByteArrayInputStream(bytes), digest, 9, "here");
                    in.skip(20);
                })
                .hasMessageContaining("it has more than the 9 bytes promised");
    }
}
