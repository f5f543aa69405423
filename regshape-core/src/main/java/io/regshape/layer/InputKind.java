// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the first bytes of an input say that it is. */
enum InputKind {
    TAR("a plain tar", Compression.NONE),
    GZIP("gzip data", Compression.GZIP),
    ZSTD("zstd data", Compression.ZSTD),
    XZ("xz data", null),
    BZIP2("bzip2 data", null),
    ZIP("a zip or jar file", null),
    OTHER("data of an unknown kind", null);

    private final String description;
    private final @Nullable Compression compression;

    InputKind(String description, @Nullable Compression compression) {
        this.description = description;
        this.compression = compression;
    }

    /**
     * Looks at the first bytes. A tar is asked for first: its checksum is stronger evidence than a few magic bytes,
     * which may begin a file name too.
     */
    static InputKind of(byte[] head) {
        if (head.length >= TarHeader.SIZE && (TarHeader.isZero(head) || TarHeader.hasValidChecksum(head))) {
            return TAR;
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) || startsWithSkippableFrame(head)) {
            return ZSTD;
        }
        if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (startsWith(head, 'B', 'Z', 'h') && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
            return BZIP2;
        }
        return startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6) ? ZIP : OTHER;
    }

    private static boolean startsWithSkippableFrame(byte[] head) {
        return head.length >= 4 && (head[0] & 0xf0) == 0x50 && startsWith(head, head[0] & 0xff, 0x2a, 0x4d, 0x18);
    }

    private static boolean startsWith(byte[] head, int... magic) {
        byte[] bytes = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            bytes[i] = (byte) magic[i];
        }
        return Arrays.equals(bytes, 0, bytes.length, head, 0, Math.min(bytes.length, head.length));
    }

    /** Returns the words for a message. */
    String description() {
        return description;
    }

    /** Returns the compression of an input that may be a layer, empty for one that cannot. */
    Optional<Compression> compression() {
        return Optional.ofNullable(compression);
    }
}
