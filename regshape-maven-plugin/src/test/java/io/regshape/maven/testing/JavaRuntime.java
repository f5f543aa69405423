// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven.testing;

import io.regshape.testing.Command;
import java.io.File;

/** A small Java for images: {@code java.base} in {@code /opt/java}, made by jlink, and what it needs of the C library. */
public final class JavaRuntime {
    private static final String SCRIPT = """
            umask 022
            tree=$(mktemp -d "$1.XXXXXX")
            "$2/bin/jlink" --add-modules java.base --strip-java-debug-attributes --no-header-files --no-man-pages \
                --output "$tree/opt/java"
            # The loader is among what ldd names.
            find "$tree/opt/java" \\( -name '*.so' -o -path '*/bin/java' \\) -exec ldd {} + |
                sed -n 's/.*=> \\(\\/[^ ]*\\) .*/\\1/p; s/^\t\\(\\/[^ ]*\\) .*/\\1/p' | grep -v "$tree" | sort -u |
                while read -r library; do
                    mkdir -p "$tree$(dirname "$library")"
                    cp -L "$library" "$tree$library"
                done
            chmod 755 "$tree"
            tar --owner=0 --group=0 --numeric-owner -C "$tree" -cf "$1" .
            rm -r "$tree"
            """;

    private JavaRuntime() {}

    /** Writes it as a tar. */
    public static void writeTo(File tar) {
        Command.of("sh", "-ec", SCRIPT, "sh", tar, System.getProperty("java.home"))
                .succeeds();
    }
}
