// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutFile;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * An OCI image layout in a tar, read in place: an "OCI archive", as skopeo, podman, buildah and docker buildx write it.
 *
 * <p>Nothing is unpacked, unless the tar is compressed: then to a temporary file, which is gone when this is closed. May
 * be read by several threads.
 */
public final class OciArchive implements LayoutReader {
    private static final Pattern PART_OF_LAYOUT =
            Pattern.compile("oci-layout|index\\.json|\\.regshape-stage\\.json|blobs(/[^/]+){0,2}");

    private final TarMembers members;

    private OciArchive(TarMembers members) {
        this.members = members;
    }

    /**
     * Opens an archive.
     *
     * @param file a tar, plain or compressed with gzip or zstd
     * @param maxUnpacked how many bytes a compressed one may unpack to
     * @return the layout; the caller closes it
     * @throws RegshapeException if there is no such file, if it is no tar, damaged, cut short, unpacks to more, holds
     *     unsafe paths or links, or has no {@code oci-layout}
     * @throws IOException if it cannot be read
     */
    public static OciArchive open(Path file, long maxUnpacked) throws IOException {
        return of(TarMembers.open(file, maxUnpacked));
    }

    /** Takes over an open tar, and closes it when it is no archive of a layout. */
    static OciArchive of(TarMembers members) throws IOException {
        if (!isOne(members)) {
            members.close();
            throw new RegshapeException(
                    Kind.BAD_CONTENT,
                    members.name() + " is no OCI archive: it has no file " + MARKER
                            + (DockerArchive.isOne(members)
                                    ? ", but a " + DockerArchive.MANIFEST + ": name it with docker-archive:"
                                    : ""));
        }
        return new OciArchive(members);
    }

    static boolean isOne(TarMembers members) {
        return members.hasFile(MARKER);
    }

    @Override
    public boolean hasRootFile(String file) {
        return members.hasFile(file);
    }

    @Override
    public String name() {
        return members.name();
    }

    @Override
    public byte[] readRootFile(String file) throws IOException {
        if (!members.hasFile(file)) {
            throw new RegshapeException(Kind.BAD_LAYOUT, members.name() + ": it has no file " + file);
        }
        return members.read(file, JsonObject.LIMIT);
    }

    @Override
    public boolean hasBlobs() {
        return members.hasDirectory("blobs");
    }

    /** Links stay in the archive, so each counts as what it leads to. */
    @Override
    public List<LayoutFile> files() {
        return members.paths().stream()
                .filter(path -> PART_OF_LAYOUT.matcher(path).matches())
                .map(this::file)
                .toList();
    }

    private LayoutFile file(String path) {
        OptionalLong size = members.size(path);
        LayoutFile.Kind kind = size.isPresent()
                ? LayoutFile.Kind.FILE
                : members.isDirectory(path) ? LayoutFile.Kind.FOLDER : LayoutFile.Kind.OTHER;
        return new LayoutFile(path, kind, size.orElse(0), true);
    }

    @Override
    public OptionalLong blobSize(Digest digest) {
        return members.size(OciArchiveWriter.path(digest));
    }

    @Override
    public InputStream openBlob(Digest digest) {
        return members.open(OciArchiveWriter.path(digest));
    }

    @Override
    public void close() throws IOException {
        members.close();
    }
}
