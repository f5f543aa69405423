// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** What a Java program does without more thought: the JDK's deflater, one thread. For bench/compress.sh. */
final class JdkDeflater {
    private JdkDeflater() {}

    public static void main(String[] arguments) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]));
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[1])), 1 << 16)) {
            in.transferTo(out);
        }
    }
}
