// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * An OCI image layout in a directory (image-layout.md).
 *
 * <p><b>What a killed process leaves.</b> Every file is written beside its place and renamed into it. Blobs come first,
 * {@code index.json} is replaced last of what readers see, and only then blobs that nothing reaches any more are removed. So at every moment
 * the index names nothing but whole blobs; what a killed process leaves is at most blobs that nothing reaches yet and a
 * temp file, which the next writer removes. Nothing is forced to the disk: after a power failure, validate.
 *
 * <p><b>Writers at the same time.</b> Whoever changes the index or the stage does it inside {@link #locked}: read,
 * change, replace. Bytes are compressed and written to temp files outside of it.
 *
 * <p>Files that this class does not know are left alone, and blobs of other tools are never written anew.
 */
public final class ImageLayout implements LayoutReader {
    static final String BLOBS = "blobs";

    private final Path root;

    private ImageLayout(Path root) {
        this.root = root;
    }

    /**
     * Opens a layout that exists.
     *
     * @param root its directory
     * @return the layout
     * @throws RegshapeException if there is none, or of a version that is not known
     * @throws IOException if it cannot be read
     */
    public static ImageLayout open(Path root) throws IOException {
        ImageLayout layout = unchecked(root);
        layout.requireKnownVersion();
        return layout;
    }

    /**
     * Gives read access to a layout that may be damaged in any way, for a validator.
     *
     * @param root its directory
     * @throws RegshapeException if there is no marker file, so that nothing says it is a layout
     */
    public static LayoutReader reader(Path root) {
        return unchecked(root);
    }

    private static ImageLayout unchecked(Path root) {
        if (!Files.isDirectory(root) || Files.notExists(root.resolve(MARKER))) {
            throw new RegshapeException(
                    Kind.WRONG_STATE,
                    root + " is not an OCI Image Layout: "
                            + (Files.notExists(root)
                                    ? "it does not exist"
                                    : Files.isDirectory(root) ? "it has no file " + MARKER : "it is no directory")
                            + ". Run the goal build or init first, or set path");
        }
        return new ImageLayout(root);
    }

    /** Returns the layout's directory. */
    public Path root() {
        return root;
    }

    @Override
    public String name() {
        return root.toString();
    }

    /**
     * Runs work that reads, changes and replaces the index or the stage, while no other writer does. Not to be nested.
     *
     * @param work the work
     * @return what the work returns
     * @throws IOException if the lock cannot be had, or the work throws it
     */
    public <T> T locked(Work<T> work) throws IOException {
        return LayoutLock.locked(root, work);
    }

    /**
     * Work to do while no other writer changes the layout.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work. */
        T run() throws IOException;
    }

    @Override
    public boolean hasRootFile(String file) {
        return Files.exists(root.resolve(file));
    }

    @Override
    public byte[] readRootFile(String file) throws IOException {
        Path path = root.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    path + (Files.exists(path) ? " is no regular file" : " does not exist")
                            + ": the layout is damaged. Put the file back, or delete the directory and make the image"
                            + " again");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(JsonObject.LIMIT + 1);
            if (bytes.length > JsonObject.LIMIT) {
                throw new RegshapeException(
                        Kind.BAD_LAYOUT, path + " is larger than the limit of " + JsonObject.LIMIT + " bytes");
            }
            return bytes;
        }
    }

    /**
     * Replaces a document of the layout's root in one step. To be called under {@link #locked}.
     *
     * @param file its name
     * @param bytes its new content
     * @throws IOException if it cannot be written; then the old one is still there
     */
    public void replaceRootFile(String file, byte[] bytes) throws IOException {
        try (TempFile temp = TempFile.create(root)) {
            temp.write(bytes, 0, bytes.length);
            temp.moveTo(root.resolve(file));
        }
    }

    /** Replaces the index in one step. To be called under {@link #locked}, when every blob it names is there. */
    public void replaceIndex(Index index) throws IOException {
        replaceRootFile(INDEX, index.json().toPrettyBytes());
    }

    /** Starts a new blob. The caller closes the writer. */
    public BlobWriter newBlob() throws IOException {
        return new BlobWriter(this, TempFile.create(root));
    }

    /**
     * Stores a small document as a blob. To be called under {@link #locked} by whoever publishes a reference to it.
     *
     * @param mediaType what it is
     * @param content its bytes
     * @return its descriptor
     */
    public Descriptor store(MediaType mediaType, byte[] content) throws IOException {
        try (BlobWriter writer = newBlob()) {
            writer.write(content);
            writer.commit();
            return Descriptor.of(mediaType, writer.digest(), writer.size());
        }
    }

    @Override
    public boolean hasBlobs() {
        return Files.isDirectory(root.resolve(BLOBS));
    }

    @Override
    public List<LayoutFile> files() throws IOException {
        return LayoutFiles.list(root);
    }

    @Override
    public OptionalLong blobSize(Digest digest) throws IOException {
        Path path = blobPath(digest);
        try {
            return Files.isRegularFile(path) ? OptionalLong.of(Files.size(path)) : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public InputStream openBlob(Digest digest) throws IOException {
        return Files.newInputStream(blobPath(digest));
    }

    /** Removes a blob if it is there. To be called under {@link #locked}, when nothing reaches it. */
    public void deleteBlob(Digest digest) throws IOException {
        Files.deleteIfExists(blobPath(digest));
    }

    /** Returns where the blob of a digest lies or would lie. */
    public Path blobPath(Digest digest) {
        return root.resolve(BLOBS).resolve(digest.algorithm()).resolve(digest.encoded());
    }

    Path makeBlobPath(Digest digest) throws IOException {
        Path path = blobPath(digest);
        Path folder = root.resolve(BLOBS).resolve(digest.algorithm());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        return path;
    }
}
