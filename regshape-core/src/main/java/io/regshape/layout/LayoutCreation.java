// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes an empty layout.
 *
 * <p>A new layout is built in a folder beside its place and renamed into it, so a process that is killed leaves either a
 * whole layout or none. An empty directory that is there already stays, for it may be a mount point or somebody's current
 * folder: it is filled, the marker last, and what a killed process leaves in it counts as empty.
 */
public final class LayoutCreation {
    private static final String SHA256_BLOBS = ImageLayout.BLOBS + "/sha256";

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
        Optional<Path> other = otherFile(root);
        // Another process may have made the layout since the first look.
        boolean meanwhile = Files.exists(root.resolve(LayoutReader.MARKER), LinkOption.NOFOLLOW_LINKS);
        if (other.isPresent() && !meanwhile) {
            throw notEmpty(root, other.get());
        }
        return meanwhile;
    }

    /** Finds a file that no creation of a layout has left there. */
    private static Optional<Path> otherFile(Path root) throws IOException {
        for (Path file : list(root)) {
            try {
                if (!isLeftOver(file)) {
                    return Optional.of(file);
                }
            } catch (NoSuchFileException e) {
                // Another process is at it.
            }
        }
        return Optional.empty();
    }

    private static RegshapeException notEmpty(Path root, Path file) {
        boolean lacksMarker =
                Files.exists(root.resolve(LayoutReader.INDEX)) && Files.exists(root.resolve(ImageLayout.BLOBS));
        return new RegshapeException(
                Kind.WRONG_STATE,
                root + " is not an OCI Image Layout, and it is not empty: it holds "
                        + (lacksMarker
                                ? "index.json and blobs, but no oci-layout. Put that file back, delete the directory, or set"
                                        + " path to an empty or new one"
                                : file.getFileName() + ". Set path to an empty or new directory"));
    }

    /** Returns whether a file may be what a creation wrote that was killed. */
    private static boolean isLeftOver(Path file) throws IOException {
        String name = file.getFileName().toString();
        return switch (name) {
            case ImageLayout.BLOBS -> hasNoFiles(file);
            case LayoutReader.INDEX ->
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(file) == emptyIndex().length
                        && Arrays.equals(Files.readAllBytes(file), emptyIndex());
            case LayoutReader.STAGE, LayoutLock.FILE -> true;
            default -> name.startsWith(TempFile.PREFIX);
        };
    }

    private static boolean hasNoFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        for (Path file : list(folder)) {
            if (!hasNoFiles(file)) {
                return false;
            }
        }
        return true;
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
     * Creates an empty layout, unless one is there; if another process makes it at the same time, that one will do.
     *
     * @param root where
     * @param otherFiles files to put beside the index of a new one, content by name
     * @throws RegshapeException if something else is there
     * @throws IOException if it cannot be written
     */
    public static void ensure(Path root, Map<String, byte[]> otherFiles) throws IOException {
        if (exists(root)) {
            return;
        }
        try {
            create(root, otherFiles);
        } catch (RegshapeException e) {
            if (!exists(root)) {
                throw e;
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
        if (Files.exists(place.resolve(LayoutReader.MARKER))) {
            throw isThereMeanwhile(root, null);
        }
        if (Files.isDirectory(place)) {
            LayoutLock.locked(place, () -> {
                fill(root, place, otherFiles);
                return place;
            });
        } else {
            Files.createDirectories(parent);
            createWhole(root, place, otherFiles);
        }
    }

    private static void createWhole(Path root, Path place, Map<String, byte[]> otherFiles) throws IOException {
        Path draft = place.resolveSibling(TempFile.PREFIX + place.getFileName() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            Files.createDirectories(draft.resolve(SHA256_BLOBS));
            for (Map.Entry<String, byte[]> file : files(otherFiles).entrySet()) {
                Files.write(draft.resolve(file.getKey()), file.getValue());
            }
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.exists(place.resolve(LayoutReader.MARKER))) {
                throw isThereMeanwhile(root, e);
            }
            throw e;
        } finally {
            delete(draft);
        }
    }

    private static void fill(Path root, Path place, Map<String, byte[]> otherFiles) throws IOException {
        if (Files.exists(place.resolve(LayoutReader.MARKER))) {
            throw isThereMeanwhile(root, null);
        }
        try {
            Files.createDirectories(place.resolve(SHA256_BLOBS));
            for (Map.Entry<String, byte[]> file : files(otherFiles).entrySet()) {
                try (TempFile temp = TempFile.create(place)) {
                    temp.write(file.getValue(), 0, file.getValue().length);
                    temp.moveTo(place.resolve(file.getKey()));
                }
            }
        } catch (IOException e) {
            try {
                delete(place.resolve(ImageLayout.BLOBS));
                for (String name : files(otherFiles).keySet()) {
                    delete(place.resolve(name));
                }
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static RegshapeException isThereMeanwhile(Path root, @Nullable IOException cause) {
        return new RegshapeException(
                Kind.WRONG_STATE, root + " is already an OCI Image Layout: another process has just made it", cause);
    }

    /** Returns the files of an empty layout, content by name, the marker last. */
    private static Map<String, byte[]> files(Map<String, byte[]> otherFiles) {
        Map<String, byte[]> files = new LinkedHashMap<>(otherFiles);
        files.put(LayoutReader.INDEX, emptyIndex());
        files.put(
                LayoutReader.MARKER,
                JsonObject.empty()
                        .with("imageLayoutVersion", LayoutReader.VERSION)
                        .toCanonicalBytes());
        return files;
    }

    private static byte[] emptyIndex() {
        return Index.empty().json().toPrettyBytes();
    }

    static List<Path> list(Path folder) throws IOException {
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
