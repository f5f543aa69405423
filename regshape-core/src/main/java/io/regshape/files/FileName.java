// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * File names as the image has them, in UTF-8 whatever the locale of the machine.
 *
 * <p>The JDK decodes names by the locale: under {@code LANG=C} a name with an umlaut has no readable form. Its bytes are
 * still there, and a URI shows them.
 */
final class FileName {
    private static final boolean DECODED_AS_UTF8 =
            System.getProperty("sun.jnu.encoding", "UTF-8").equalsIgnoreCase("UTF-8")
                    || System.getProperty("os.name", "").startsWith("Windows");

    private FileName() {}

    /**
     * Returns the last name of a path.
     *
     * @throws RegshapeException if its bytes are no UTF-8
     */
    static String of(Path path, String origin) {
        return text(path.getFileName(), origin);
    }

    /**
     * Returns a whole path with {@code /} between the names.
     *
     * @throws RegshapeException if its bytes are no UTF-8
     */
    static String text(Path path, String origin) {
        String text = path.toString();
        if (isAscii(text)) {
            return separated(path, text);
        }
        if (!DECODED_AS_UTF8) {
            text = decoded(path, origin);
        }
        if (text.indexOf('\ufffd') >= 0) {
            throw noUtf8(path, origin);
        }
        return separated(path, text);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String separated(Path path, String text) {
        String separator = path.getFileSystem().getSeparator();
        return separator.equals("/") ? text : text.replace(separator, "/");
    }

    private static String decoded(Path path, String origin) {
        // The root in front keeps a relative path from being resolved against the current folder.
        Path absolute = Path.of("/").resolve(path);
        byte[] bytes = percentDecoded(URI.create(absolute.toUri().toString()).getRawPath());
        int from = path.isAbsolute() ? 0 : 1;
        int to = bytes.length > 1 && bytes[bytes.length - 1] == '/' ? bytes.length - 1 : bytes.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw noUtf8(path, origin);
        }
    }

    private static byte[] percentDecoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.put((byte) text.charAt(i));
            }
        }
        byte[] decoded = new byte[bytes.position()];
        bytes.flip().get(decoded);
        return decoded;
    }

    private static RegshapeException noUtf8(Path path, String origin) {
        return new RegshapeException(
                Kind.INVALID_VALUE,
                origin + ": the file name " + path
                        + " is not in UTF-8: rename it, or exclude the directory that it lies in");
    }
}
