// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.digest.VerifyingInputStream;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Read access to a layout, wherever it is stored (image-layout.md). Several threads may read at the same time.
 *
 * <p>Whoever opened it closes it; a layout in a directory holds nothing open and needs no closing.
 */
public interface LayoutReader extends Closeable {
    /** The version of the layout format (image-layout.md, "oci-layout file"). */
    String VERSION = "1.0.0";

    /** The marker file of a layout. */
    String MARKER = "oci-layout";

    /** The index of a layout. */
    String INDEX = "index.json";

    /** The staging file, beside the index of a layout that was made step by step; no part of the spec. */
    String STAGE = ".regshape-stage.json";

    /** What a build keeps for the next one, beside the index; no part of the spec. */
    String BUILD = ".regshape-build.json";

    /** Returns whether there is a document of that name in the layout's root. */
    boolean hasRootFile(String file);

    /** Returns the layout's place, for messages. */
    String name();

    /**
     * Reads a document of the layout's root.
     *
     * @param file {@link #MARKER}, {@link #INDEX}, {@link #STAGE} or {@link #BUILD}
     * @return its bytes
     * @throws RegshapeException if it is missing, no file, or larger than {@link JsonObject#LIMIT}
     * @throws IOException if it cannot be read
     */
    byte[] readRootFile(String file) throws IOException;

    /**
     * Checks that the layout is of the version that this library knows.
     *
     * @throws RegshapeException if it is of another, or its marker cannot be understood
     * @throws IOException if it cannot be read
     */
    default void requireKnownVersion() throws IOException {
        String where = name() + "/" + MARKER;
        String version = JsonObject.parse(readRootFile(MARKER), where).string("imageLayoutVersion");
        if (!version.equals(VERSION)) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    where + ": imageLayoutVersion is '" + version + "', this version of regshape knows " + VERSION);
        }
    }

    /**
     * Reads the index.
     *
     * @throws RegshapeException if it is missing or no index
     * @throws IOException if it cannot be read
     */
    default Index index() throws IOException {
        return new Index(JsonObject.parse(readRootFile(INDEX), name() + "/" + INDEX));
    }

    /** Returns whether the folder of the blobs is there; it must be, even when it is empty. */
    boolean hasBlobs();

    /**
     * Lists what a layout consists of: its documents, {@code blobs}, and what stands up to two levels beneath it.
     *
     * @return the files and folders, each folder before what it holds; none where the storage has no kinds of files and
     *     no permissions
     * @throws IOException if that cannot be found out
     */
    default List<LayoutFile> files() throws IOException {
        return List.of();
    }

    /**
     * Returns the length of a blob.
     *
     * @return its length in bytes, empty when there is no such blob
     * @throws IOException if that cannot be found out
     */
    OptionalLong blobSize(Digest digest) throws IOException;

    /**
     * Opens a blob that is there. The caller closes the stream and verifies the bytes.
     *
     * @throws IOException if it cannot be opened
     */
    InputStream openBlob(Digest digest) throws IOException;

    /**
     * Reads a blob to its end: a crash or a hand may have left other bytes under the name of a digest.
     *
     * @param descriptor the blob
     * @return whether it is there, with the size and the digest that are promised
     * @throws IOException if it cannot be read
     */
    default boolean isWhole(Descriptor descriptor) throws IOException {
        try (InputStream in = open(descriptor, name())) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (RegshapeException e) {
            return false;
        }
    }

    /**
     * Opens a blob for reading; the stream verifies size and digest when its end is read.
     *
     * @param descriptor the blob
     * @param referrer what refers to it, for messages
     * @return the bytes; the caller closes the stream
     * @throws RegshapeException if there is no such blob, or its length is not the one promised
     * @throws IOException if it cannot be opened
     */
    default InputStream open(Descriptor descriptor, String referrer) throws IOException {
        Digest digest = descriptor.digest();
        OptionalLong size = blobSize(digest);
        if (size.isEmpty()) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT, "blob " + digest + " referenced by " + referrer + " does not exist in " + name());
        }
        if (size.getAsLong() != descriptor.size()) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    "digest mismatch for blob " + digest + " in " + name() + ": it has " + size.getAsLong() + " bytes, "
                            + descriptor.size() + " were promised by " + referrer);
        }
        return new VerifyingInputStream(openBlob(digest), digest, descriptor.size(), name());
    }

    /**
     * Reads and verifies a JSON document among the blobs.
     *
     * @param descriptor the blob
     * @param referrer what refers to it, for messages
     * @return the document
     * @throws RegshapeException if it is missing, changed, too large, or no JSON object
     * @throws IOException if it cannot be read
     */
    default JsonObject readDocument(Descriptor descriptor, String referrer) throws IOException {
        if (descriptor.size() > JsonObject.LIMIT) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    "document " + descriptor.digest() + " referenced by " + referrer + " has " + descriptor.size()
                            + " bytes, more than the limit of " + JsonObject.LIMIT);
        }
        try (InputStream in = open(descriptor, referrer)) {
            return JsonObject.parse(in.readAllBytes(), "blob " + descriptor.digest());
        }
    }

    /**
     * Finds out what an image runs on: its descriptor says it, else its config does.
     *
     * @param manifest a descriptor of anything
     * @param referrer what refers to it, for messages
     * @return the platform, empty for what is no image
     * @throws RegshapeException if manifest or config are needed, and missing or wrong
     * @throws IOException if they cannot be read
     */
    default Optional<Platform> platform(Descriptor manifest, String referrer) throws IOException {
        if (manifest.platform().isPresent() || !manifest.mediaType().isManifest()) {
            return manifest.platform();
        }
        Descriptor config = Manifest.fromJson(readDocument(manifest, referrer)).config();
        return config.mediaType().isImageConfig()
                ? Optional.of(Platform.fromJson(readDocument(config, "manifest " + manifest.digest())))
                : Optional.empty();
    }

    @Override
    default void close() throws IOException {}
}
