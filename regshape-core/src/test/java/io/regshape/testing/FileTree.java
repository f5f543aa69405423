// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import io.regshape.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Describes everything below a folder, so that two folders can be compared or a change be noticed. */
public final class FileTree {
    private FileTree() {}

    /** Returns type, mode, link target and digest by path; times and owners are left out. */
    public static Map<String, String> describe(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!path.equals(folder)) {
                    files.put(folder.relativize(path).toString(), describeOne(path));
                }
            }
        }
        return files;
    }

    private static String describeOne(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        if (Files.isDirectory(path)) {
            return "directory " + mode;
        }
        return "file " + mode + " " + Digest.sha256(Files.readAllBytes(path));
    }
}
