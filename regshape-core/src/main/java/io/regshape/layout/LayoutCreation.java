// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes an empty layout, or makes one empty again.
 *
 * <p>A new layout is built in a folder beside its place and renamed into it, so a process that is killed leaves either a
 * whole layout or none. Where an empty directory is there already it stays, and the new folder is built and emptied
 * inside it.
 */
public final class LayoutCreation {
    private LayoutCreation() {}

    /**
     * Says whether a layout can be created at a path, or is there already.
     *
     * @param root the path
     * @return true when a layout is there
     * @throws RegshapeException if something else is there: a file, or a directory that is not empty
     */
    public static boolean exists(Path root) throws IOException {
        if (Files.exists(root.resolve(LayoutReader.MARKER), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            requireDirectoryAbove(root);
            return false;
        }
        if (!Files.isDirectory(root)) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    root + " is not an OCI Image Layout: it is no directory. Set path to a directory");
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
            for (Path file : files) {
                throw new RegshapeException(
                        Kind.WRONG_STATE,
                        root + " is not an OCI Image Layout, and it is not empty: it holds " + file.getFileName()
                                + ". Set path to an empty or new directory");
            }
        }
        return false;
    }

    private static void requireDirectoryAbove(Path root) {
        for (Path above = root.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                if (!Files.isDirectory(above)) {
                    throw new RegshapeException(
                            Kind.INVALID_VALUE,
                            root + " cannot be a layout: " + above + " is a file. Set path to a directory");
                }
                return;
            }
        }
    }

    /**
     * Creates an empty layout.
     *
     * @param root where; nothing or an empty directory is there
     * @param otherFiles files to put beside the index, content by name
     * @throws RegshapeException if another process made a layout there in the meantime
     * @throws IOException if it cannot be written
     */
    public static void create(Path root, Map<String, byte[]> otherFiles) throws IOException {
        Path place =
                Files.exists(root) ? root.toRealPath() : root.toAbsolutePath().normalize();
        Path parent = place.getParent();
        if (parent == null) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, root + " is the root of a file system, it cannot be a layout");
        }
        Files.createDirectories(parent);
        // On the file system of its place: a directory that is there may be a mount point.
        Path draft = (Files.isDirectory(place) ? place : parent)
                .resolve(TempFile.PREFIX + place.getFileName() + "-"
                        + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            write(draft, otherFiles);
            if (Files.isDirectory(place)) {
                moveInto(draft, place);
            } else {
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (FileSystemException e) {
            if (Files.exists(place.resolve(LayoutReader.MARKER))) {
                throw new RegshapeException(
                        Kind.WRONG_STATE,
                        root + " is already an OCI Image Layout: another process has just made it",
                        e);
            }
            throw e;
        } finally {
            delete(draft);
        }
    }

    /** Fills a directory that is there, the marker last: it may be somebody's current folder. */
    private static void moveInto(Path draft, Path place) throws IOException {
        List<Path> files = list(draft);
        files.sort(Comparator.comparing(file -> file.getFileName().toString().equals(LayoutReader.MARKER) ? 1 : 0));
        for (Path file : files) {
            Files.move(file, place.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Drops the entries of the index, the stage and all blobs.
     *
     * @param layout a layout
     * @param otherFiles files to put beside the index in place of what they were, content by name
     * @throws RegshapeException if the directory holds anything that no layout of ours has; then nothing was changed
     * @throws IOException if it cannot be written
     */
    public static void recreate(ImageLayout layout, Map<String, byte[]> otherFiles) throws IOException {
        layout.locked(() -> {
            List<Path> blobs = blobsOfKnownFiles(layout.root(), otherFiles);
            for (Map.Entry<String, byte[]> file : otherFiles.entrySet()) {
                layout.replaceRootFile(file.getKey(), file.getValue());
            }
            layout.replaceIndex(Index.empty());
            Files.deleteIfExists(layout.root().resolve(LayoutReader.BUILD));
            for (Path blob : blobs) {
                Files.deleteIfExists(blob);
            }
            return blobs.size();
        });
    }

    private static void write(Path folder, Map<String, byte[]> otherFiles) throws IOException {
        Files.createDirectories(folder.resolve(ImageLayout.BLOBS).resolve("sha256"));
        for (Map.Entry<String, byte[]> file : otherFiles.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Files.write(folder.resolve(LayoutReader.INDEX), Index.empty().json().toPrettyBytes());
        Files.write(
                folder.resolve(LayoutReader.MARKER),
                JsonObject.empty()
                        .with("imageLayoutVersion", LayoutReader.VERSION)
                        .toCanonicalBytes());
    }

    /** Lists the blobs, and throws when there is any file that is not part of a layout of ours. */
    private static List<Path> blobsOfKnownFiles(Path root, Map<String, byte[]> otherFiles) throws IOException {
        List<Path> blobs = new ArrayList<>();
        for (Path file : list(root)) {
            String name = file.getFileName().toString();
            if (name.equals(ImageLayout.BLOBS) && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                for (Path algorithm : list(file)) {
                    if (!Files.isDirectory(algorithm, LinkOption.NOFOLLOW_LINKS)) {
                        throw unknown(root, algorithm);
                    }
                    for (Path blob : list(algorithm)) {
                        if (!isBlob(algorithm, blob)) {
                            throw unknown(root, blob);
                        }
                        blobs.add(blob);
                    }
                }
            } else if (!name.equals(LayoutReader.MARKER)
                    && !name.equals(LayoutReader.INDEX)
                    && !name.equals(LayoutReader.BUILD)
                    && !name.equals(LayoutLock.FILE)
                    && !name.startsWith(TempFile.PREFIX)
                    && !otherFiles.containsKey(name)) {
                throw unknown(root, file);
            }
        }
        return blobs;
    }

    private static boolean isBlob(Path algorithm, Path file) {
        try {
            Digest.parse(algorithm.getFileName() + ":" + file.getFileName());
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        } catch (RegshapeException e) {
            return false;
        }
    }

    private static RegshapeException unknown(Path root, Path file) {
        return new RegshapeException(
                Kind.WRONG_STATE,
                root + " cannot be made empty: it holds " + root.relativize(file)
                        + ", which is no part of a layout that regshape wrote. Remove it, or set ifExists to reuse");
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        }
        return files;
    }

    private static void delete(Path draft) throws IOException {
        if (Files.isDirectory(draft, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : list(draft)) {
                delete(file);
            }
        }
        try {
            Files.deleteIfExists(draft);
        } catch (NoSuchFileException e) {
            // Gone is what was wanted.
        }
    }
}
