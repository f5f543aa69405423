// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An archive as {@code docker save}, {@code podman save} and {@code skopeo copy docker-archive:} write it, shown as an OCI
 * image layout.
 *
 * <p>Configs and layers are the files of the archive, byte for byte; a layer's media type is OCI's for the way in which
 * its bytes are compressed. Manifests and the index are made from {@code manifest.json}: one entry a repository tag,
 * whose ref name is the whole tag ({@code docker.io/library/busybox:1.36}), as podman names them in OCI archives, since
 * tags alone would clash; and one without a name for an image without tags.
 *
 * <p>Opening reads the layers that are compressed, to find their digests. That of a plain one is its diff id, to which
 * its bytes are held whenever they are read. May be read by several threads.
 */
public final class DockerArchive implements LayoutReader {
    /** The file that says which files are configs and layers of which image. */
    static final String MANIFEST = "manifest.json";

    private final TarMembers members;
    private final Map<String, byte[]> rootFiles;
    private final Map<Digest, byte[]> documents;
    /** Paths of the blobs that lie in the archive. */
    private final Map<Digest, String> files;

    private DockerArchive(TarMembers members, DockerImages images) {
        this.members = members;
        this.documents = images.documents();
        this.files = images.files();
        this.rootFiles = new HashMap<>();
        Index index = images.index();
        rootFiles.put(INDEX, index.json().toPrettyBytes());
        rootFiles.put(
                MARKER, JsonObject.empty().with("imageLayoutVersion", VERSION).toCanonicalBytes());
    }

    /**
     * Opens an archive.
     *
     * @param file a tar, plain or compressed with gzip or zstd
     * @param maxUnpacked how many bytes it, and then its layers, may unpack to where they are compressed
     * @return the layout; the caller closes it
     * @throws RegshapeException if there is no such file, if it is no tar, damaged, cut short, unpacks to more, holds
     *     unsafe paths or links, has no {@code manifest.json}, or a file that this names is missing or wrong
     * @throws IOException if it cannot be read
     */
    public static DockerArchive open(Path file, long maxUnpacked) throws IOException {
        return of(TarMembers.open(file, maxUnpacked), maxUnpacked);
    }

    /** Takes over an open tar, and closes it when it is no such archive. */
    static DockerArchive of(TarMembers members, long maxUnpacked) throws IOException {
        return of(members, maxUnpacked, KeptBytes.MOST);
    }

    static DockerArchive of(TarMembers members, long maxUnpacked, long mostKept) throws IOException {
        try {
            if (!isOne(members)) {
                throw new RegshapeException(
                        Kind.BAD_CONTENT,
                        members.name() + " is no archive of docker save: it has no file " + MANIFEST
                                + (OciArchive.isOne(members)
                                        ? ", but an " + MARKER + ": name it with oci-archive:"
                                        : ""));
            }
            DockerImages images = new DockerImages(members, new UnpackLimit(maxUnpacked, members.name()), mostKept);
            for (JsonObject image :
                    JsonObject.parseArray(members.read(MANIFEST, JsonObject.LIMIT), members.name() + "/" + MANIFEST)) {
                images.add(image);
            }
            return new DockerArchive(members, images);
        } catch (Throwable e) {
            members.close();
            throw e;
        }
    }

    static boolean isOne(TarMembers members) {
        return members.hasFile(MANIFEST);
    }

    @Override
    public boolean hasRootFile(String file) {
        return rootFiles.containsKey(file);
    }

    @Override
    public String name() {
        return members.name();
    }

    @Override
    public byte[] readRootFile(String file) {
        byte[] bytes = rootFiles.get(file);
        if (bytes == null) {
            throw new RegshapeException(Kind.BAD_LAYOUT, members.name() + ": it has no file " + file);
        }
        return bytes.clone();
    }

    @Override
    public boolean hasBlobs() {
        return true;
    }

    @Override
    public OptionalLong blobSize(Digest digest) {
        byte[] document = documents.get(digest);
        if (document != null) {
            return OptionalLong.of(document.length);
        }
        String path = files.get(digest);
        return path == null ? OptionalLong.empty() : members.size(path);
    }

    @Override
    public InputStream openBlob(Digest digest) throws IOException {
        byte[] document = documents.get(digest);
        if (document != null) {
            return new ByteArrayInputStream(document);
        }
        String path = files.get(digest);
        if (path == null) {
            throw new IOException(members.name() + " has no blob " + digest);
        }
        return members.open(path);
    }

    @Override
    public void close() throws IOException {
        members.close();
    }
}
