// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layer.TarEntry;
import io.regshape.layer.TarWriter;
import io.regshape.layout.LayoutReader;
import io.regshape.layout.ReachedBlobs;
import io.regshape.layout.TempFile;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Platform;
import io.regshape.model.Timestamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes images of a layout as an OCI archive, a tar whose bytes depend on the images and the settings alone.
 *
 * <p>It holds the marker, an index of the images that were asked for, and the blobs that these lead to, each verified on
 * the way; blobs are sorted, all times are one, all owners 0. Not in it are other images and the files that writers of
 * the layout keep beside it.
 */
public final class OciArchiveWriter {
    private static final int FILE_MODE = 0644;
    private static final int FOLDER_MODE = 0755;

    private final LayoutReader layout;
    private List<String> refNames = List.of();
    private Timestamp time = new Timestamp(Instant.EPOCH);
    private Predicate<Digest> leftOut = digest -> false;
    private Optional<DockerManifest> docker = Optional.empty();

    private OciArchiveWriter(LayoutReader layout) {
        this.layout = layout;
    }

    /** Starts an archive of a layout. */
    public static OciArchiveWriter of(LayoutReader layout) {
        return new OciArchiveWriter(layout);
    }

    /** Sets the names of the images; unless set, the layout's only image, under all its names. */
    public OciArchiveWriter refNames(List<String> value) {
        refNames = List.copyOf(value);
        return this;
    }

    /** Sets the time of all entries of the tar; the beginning of 1970 unless set. */
    public OciArchiveWriter time(Timestamp value) {
        time = Objects.requireNonNull(value);
        return this;
    }

    /** Sets which blobs are left out, whether the layout has them or not. */
    public OciArchiveWriter leftOut(Predicate<Digest> value) {
        leftOut = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Adds what {@code docker load} and {@code podman load} want to know of one image.
     *
     * @param names what the image is called there; the first is also put into the index, for tools that read that
     * @param platform which image of several platforms; empty when there is but one
     */
    public OciArchiveWriter dockerCompatible(List<DockerName> names, Optional<Platform> platform) {
        docker = Optional.of(new DockerManifest(names, platform));
        return this;
    }

    /**
     * Writes the archive to a file. That is replaced in one step, when all is written.
     *
     * @param file the file; its folder is created
     * @return the entries of the archive's index
     * @throws RegshapeException as {@link #write}; then the file is as it was
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public List<Descriptor> writeTo(Path file) throws IOException {
        Path place = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(place.getParent(), "a file has a folder");
        Files.createDirectories(folder);
        try (TempFile temp = TempFile.create(folder)) {
            List<Descriptor> entries = write(temp);
            temp.moveTo(place);
            return entries;
        }
    }

    /**
     * Writes the archive.
     *
     * @param out receives it; stays open. What it got before an error is of no use
     * @return the entries of the archive's index
     * @throws RegshapeException if the layout has no such image, several and none is named, or a blob that is not to be
     *     left out is missing or wrong; or if the image is to be loaded into Docker and has no single platform
     * @throws IOException if the layout cannot be read, or {@code out} not be written
     */
    public List<Descriptor> write(OutputStream out) throws IOException {
        layout.requireKnownVersion();
        List<Descriptor> entries = entries();
        List<ReachedBlobs.Blob> blobs = new ArrayList<>(ReachedBlobs.of(layout, entries));
        blobs.removeIf(blob -> leftOut.test(blob.descriptor().digest()));
        blobs.sort(Comparator.comparing(blob -> path(blob.descriptor().digest())));
        Optional<byte[]> dockerManifest =
                docker.isPresent() ? Optional.of(docker.get().write(layout, entries, leftOut)) : Optional.empty();
        try (TarWriter tar = new TarWriter(out, time)) {
            writeFile(
                    tar,
                    LayoutReader.MARKER,
                    JsonObject.empty()
                            .with("imageLayoutVersion", LayoutReader.VERSION)
                            .toCanonicalBytes());
            writeFile(tar, LayoutReader.INDEX, index(entries).json().toPrettyBytes());
            if (dockerManifest.isPresent()) {
                writeFile(tar, DockerArchive.MANIFEST, dockerManifest.get());
            }
            writeBlobs(tar, blobs);
            tar.finish();
        }
        return entries;
    }

    /**
     * Returns the entries that the archive's index will have.
     *
     * @throws RegshapeException if the layout has no such image, or several and none is named
     * @throws IOException if the layout cannot be read
     */
    public List<Descriptor> entries() throws IOException {
        ImageChoice choice = new ImageChoice(layout);
        if (refNames.isEmpty()) {
            Digest only = choice.entry(Optional.empty()).digest();
            return layout.index().manifests().stream()
                    .filter(entry -> entry.digest().equals(only))
                    .toList();
        }
        Set<Descriptor> named = new LinkedHashSet<>();
        for (String name : refNames) {
            named.add(choice.entry(Optional.of(name)));
        }
        return List.copyOf(named);
    }

    /** Keeps the entries as they are, with fields that nobody here knows. */
    private Index index(List<Descriptor> entries) throws IOException {
        JsonObject index = layout.index().json();
        List<JsonObject> kept = index.objects("manifests").stream()
                .filter(entry -> entries.contains(Descriptor.fromJson(entry)))
                .map(entry -> docker.map(names -> names.annotate(entry)).orElse(entry))
                .toList();
        return new Index(index.with("manifests", kept));
    }

    private static void writeFile(TarWriter tar, String path, byte[] content) throws IOException {
        tar.write(TarEntry.file(path, FILE_MODE, 0, 0, content.length), new ByteArrayInputStream(content));
    }

    private void writeBlobs(TarWriter tar, List<ReachedBlobs.Blob> blobs) throws IOException {
        writeFolder(tar, "blobs");
        Set<String> folders = new HashSet<>();
        for (ReachedBlobs.Blob blob : blobs) {
            Descriptor descriptor = blob.descriptor();
            String folder = "blobs/" + descriptor.digest().algorithm();
            if (folders.add(folder)) {
                writeFolder(tar, folder);
            }
            try (InputStream in = layout.open(descriptor, blob.referrer())) {
                tar.write(TarEntry.file(path(descriptor.digest()), FILE_MODE, 0, 0, descriptor.size()), in);
            }
        }
    }

    private static void writeFolder(TarWriter tar, String path) throws IOException {
        tar.write(TarEntry.directory(path, FOLDER_MODE, 0, 0));
    }

    static String path(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.encoded();
    }
}
