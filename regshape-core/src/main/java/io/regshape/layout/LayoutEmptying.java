// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.Index;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a layout empty again, and deletes no file that it does not know. */
public final class LayoutEmptying {
    private LayoutEmptying() {}

    /**
     * Drops the entries of the index, the stage and all blobs.
     *
     * @param layout a layout
     * @param otherFiles files to put beside the index in place of what they were, content by name
     * @throws RegshapeException if the directory holds anything that no layout of ours has; then nothing was changed
     * @throws IOException if it cannot be written
     */
    public static void empty(ImageLayout layout, Map<String, byte[]> otherFiles) throws IOException {
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

    /** Lists the blobs, and throws when there is any file that is not part of a layout of ours. */
    private static List<Path> blobsOfKnownFiles(Path root, Map<String, byte[]> otherFiles) throws IOException {
        List<Path> blobs = new ArrayList<>();
        for (Path file : LayoutCreation.list(root)) {
            String name = file.getFileName().toString();
            if (name.equals(ImageLayout.BLOBS) && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                for (Path algorithm : LayoutCreation.list(file)) {
                    if (!Files.isDirectory(algorithm, LinkOption.NOFOLLOW_LINKS)) {
                        throw unknown(root, algorithm);
                    }
                    for (Path blob : LayoutCreation.list(algorithm)) {
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
}
