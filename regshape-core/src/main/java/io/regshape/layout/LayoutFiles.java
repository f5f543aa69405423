// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lists the files of a layout in a directory, without following a link. */
final class LayoutFiles {
    private final Path root;
    private final List<LayoutFile> files = new ArrayList<>();

    private LayoutFiles(Path root) {
        this.root = root;
    }

    /** Returns the documents of the root, the folder of the blobs, and what stands up to two levels beneath it. */
    static List<LayoutFile> list(Path root) throws IOException {
        LayoutFiles files = new LayoutFiles(root);
        for (String document : List.of(LayoutReader.MARKER, LayoutReader.INDEX, LayoutReader.STAGE)) {
            Path path = root.resolve(document);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
            }
        }
        Path blobs = root.resolve(ImageLayout.BLOBS);
        if (Files.exists(blobs, LinkOption.NOFOLLOW_LINKS) && files.add(blobs) == LayoutFile.Kind.FOLDER) {
            for (Path algorithm : children(blobs)) {
                if (files.add(algorithm) == LayoutFile.Kind.FOLDER) {
                    for (Path blob : children(algorithm)) {
                        files.add(blob);
                    }
                }
            }
        }
        return List.copyOf(files.files);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private LayoutFile.Kind add(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        LayoutFile.Kind kind = attributes.isSymbolicLink()
                ? LayoutFile.Kind.LINK
                : attributes.isDirectory()
                        ? LayoutFile.Kind.FOLDER
                        : attributes.isRegularFile() ? LayoutFile.Kind.FILE : LayoutFile.Kind.OTHER;
        String name = root.relativize(path).toString().replace('\\', '/');
        long size = kind == LayoutFile.Kind.FILE ? attributes.size() : 0;
        files.add(new LayoutFile(name, kind, size, isReadableByOthers(path, kind)));
        return kind;
    }

    private static boolean isReadableByOthers(Path path, LayoutFile.Kind kind) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix == null || kind == LayoutFile.Kind.LINK) {
            return true;
        }
        try {
            Set<PosixFilePermission> permissions = posix.readAttributes().permissions();
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    && (kind != LayoutFile.Kind.FOLDER || permissions.contains(PosixFilePermission.OTHERS_EXECUTE));
        } catch (FileSystemException | UnsupportedOperationException e) {
            return true;
        }
    }
}
