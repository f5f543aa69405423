// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The form in which images lie on disk, with the name that skopeo's users know it by. */
public enum Transport {
    /** A layout in a directory. */
    OCI("oci") {
        @Override
        public LayoutReader open(Path path, long maxUnpacked) throws IOException {
            if (!Files.isRegularFile(path.resolve(LayoutReader.MARKER))) {
                String why = Files.notExists(path)
                        ? "it does not exist"
                        : Files.isDirectory(path)
                                ? "it has no file " + LayoutReader.MARKER
                                : "it is a file, an archive is named with oci-archive: or docker-archive:";
                throw new RegshapeException(Kind.INVALID_VALUE, path + " is not an OCI Image Layout: " + why);
            }
            return ImageLayout.open(path);
        }
    },

    /** A layout in a tar. */
    OCI_ARCHIVE("oci-archive") {
        @Override
        public LayoutReader open(Path path, long maxUnpacked) throws IOException {
            return OciArchive.open(path, maxUnpacked);
        }
    },

    /** A tar as {@code docker save} writes it. */
    DOCKER_ARCHIVE("docker-archive") {
        @Override
        public LayoutReader open(Path path, long maxUnpacked) throws IOException {
            return DockerArchive.open(path, maxUnpacked);
        }
    };

    /** How many bytes an archive or a base may unpack to unless the caller says otherwise: 16 GiB. */
    public static final long DEFAULT_MAX_UNPACKED = 16L << 30;

    private final String prefix;

    Transport(String prefix) {
        this.prefix = prefix;
    }

    static Optional<Transport> find(String prefix) {
        return Arrays.stream(values())
                .filter(known -> known.prefix.equals(prefix))
                .findFirst();
    }

    /**
     * Opens what lies at a path, a directory or an archive, told by what is in it. A tar that is both an OCI and a Docker
     * archive is opened as the first.
     *
     * @param path a layout's directory, or an archive
     * @param maxUnpacked how many bytes a compressed archive may unpack to
     * @return the layout; the caller closes it
     * @throws RegshapeException if nothing is there, or nothing that can be opened
     * @throws IOException if it cannot be read
     */
    public static LayoutReader detect(Path path, long maxUnpacked) throws IOException {
        if (!Files.isRegularFile(path)) {
            return OCI.open(path, maxUnpacked);
        }
        TarMembers members = TarMembers.open(path, maxUnpacked);
        return DockerArchive.isOne(members) && !OciArchive.isOne(members)
                ? DockerArchive.of(members, maxUnpacked)
                : OciArchive.of(members);
    }

    /**
     * Opens what lies at a path.
     *
     * @param path the layout's directory, or the archive
     * @param maxUnpacked how many bytes a compressed archive may unpack to
     * @return the layout; the caller closes it
     * @throws RegshapeException if nothing of this form is there, or it is damaged
     * @throws IOException if it cannot be read
     */
    public abstract LayoutReader open(Path path, long maxUnpacked) throws IOException;

    /** Returns the prefix of a reference, without its colon. */
    @Override
    public String toString() {
        return prefix;
    }
}
