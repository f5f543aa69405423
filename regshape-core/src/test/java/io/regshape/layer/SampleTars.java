// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.model.Timestamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Tars that {@link TarWriter} makes for tests. */
final class SampleTars {
    private SampleTars() {}

    static byte[] write(TarContent content) throws IOException {
        return write(Timestamp.DEFAULT, content);
    }

    static byte[] write(Timestamp time, TarContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes, time)) {
            content.writeTo(tar);
            tar.finish();
        }
        return bytes.toByteArray();
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static void samples(TarWriter tar) throws IOException {
        tar.write(TarEntry.directory("ığ", 0755, 3_000_000, 0));
        tar.write(TarEntry.file("ığ/FILE", 0644, 0, 0, 3), bytes("abc"));
        tar.write(TarEntry.symbolicLink("link", "ığ/FILE", 0, 0));
        tar.write(TarEntry.file("n".repeat(200), 0644, 0, 0, 300_000), new ByteArrayInputStream(new byte[300_000]));
    }
}
