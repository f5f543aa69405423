// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.validate.LayoutValidator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds an image in a layout against the tars that it was made of: with our validator, and with skopeo, umoci, GNU tar,
 * gzip, zstd and sha256sum. Each check returns the checks, so that they can be chained.
 */
public final class LayoutChecks {
    /** Every file below a folder, one line each: path, type, owner, mode, target of a link; then the digests. */
    private static final String LIST = "cd \"$1\" && find . -mindepth 1 -printf '%P %y %U:%G %m %l\\n' | sort"
            + " && find . -type f -print0 | sort -z | xargs -0r sha256sum";

    /** The uncompressed bytes of a layer or a tar, whose first bytes say how it is compressed. */
    private static final String TAR_OF = "tar_of() { case $(od -An -tx1 -N4 \"$1\" | tr -d ' ') in"
            + " 1f8b*) gzip -dc \"$1\";; 28b52ffd|5?2a4d18) zstd -dc \"$1\";; *) cat \"$1\";; esac; }; set -e; ";

    private final Path layout;
    private final String refName;
    private final String interop;
    private final Descriptor entry;
    private final Manifest manifest;
    private final JsonObject config;

    private LayoutChecks(Path layout, String refName, String interop) throws IOException {
        this.layout = layout;
        this.refName = refName;
        this.interop = interop;
        LayoutReader reader = ImageLayout.reader(layout);
        List<Descriptor> named = ImageLayout.open(layout).index().manifests().stream()
                .filter(candidate ->
                        Index.refNameOf(candidate).filter(refName::equals).isPresent())
                .toList();
        assertThat(named).as("entries named " + refName + " in " + layout).hasSize(1);
        this.entry = named.get(0);
        this.manifest = Manifest.fromJson(reader.readDocument(entry, LayoutReader.INDEX));
        this.config = reader.readDocument(manifest.config(), "the manifest");
    }

    /**
     * Makes all checks.
     *
     * @param layout the layout
     * @param refName the image
     * @param interop see {@link OutsideTools#areThere}
     * @param tars what the layers were made of, base first; compressed or not
     */
    public static void check(File layout, String refName, String interop, List<File> tars) throws IOException {
        of(layout, refName, interop)
                .isValid()
                .blobsHaveTheirDigest()
                .isCopiedBySkopeo()
                .hasDiffIdsOf(tars)
                .unpacksTo(tars);
    }

    /** Opens an image for checks one by one. */
    public static LayoutChecks of(File layout, String refName, String interop) throws IOException {
        return new LayoutChecks(layout.toPath().toAbsolutePath().normalize(), refName, interop);
    }

    /** Our validator has nothing to say. */
    public LayoutChecks isValid() throws IOException {
        assertThat(LayoutValidator.validate(layout)).isEmpty();
        return this;
    }

    /** What {@code sha256sum} says of a blob is its name. */
    public LayoutChecks blobsHaveTheirDigest() {
        if (OutsideTools.areThere(interop, "sha256sum")) {
            String sums = Command.of("sh", "-c", "sha256sum *")
                    .in(layout.resolve("blobs/sha256").toFile())
                    .succeeds();
            assertThat(sums.lines())
                    .allSatisfy(line -> assertThat(line).matches("([0-9a-f]{64})  \\1"))
                    .isNotEmpty();
        }
        return this;
    }

    /** skopeo reads the image, and a copy that it makes has the same bytes. */
    public LayoutChecks isCopiedBySkopeo() throws IOException {
        if (OutsideTools.areThere(interop, "skopeo")) {
            Path copy = newFolder().resolve("copy");
            String inspected =
                    Command.of("skopeo", "inspect", "oci:" + name(layout)).succeeds();
            assertThat(inspected).contains(layerDigests());
            Command.of(
                            "skopeo",
                            "--insecure-policy",
                            "copy",
                            "--preserve-digests",
                            "--dest-oci-accept-uncompressed-layers",
                            "oci:" + name(layout),
                            "oci:" + name(copy))
                    .succeeds();
            assertThat(manifestDigest(copy)).isEqualTo(entry.digest().toString());
            assertThat(LayoutValidator.validate(copy)).isEmpty();
        }
        return this;
    }

    /** The config's diff ids are the digests of the uncompressed layers, and these are the uncompressed inputs. */
    public LayoutChecks hasDiffIdsOf(List<File> tars) throws IOException {
        if (OutsideTools.areThere(interop, "gzip", "zstd", "sha256sum")) {
            List<String> said = config.object("rootfs").strings("diff_ids");
            assertThat(said).isEqualTo(blobs().stream().map(this::digestOfTar).toList());
            assertThat(said).isEqualTo(tars.stream().map(this::digestOfTar).toList());
        }
        return this;
    }

    /** What comes out of the image is what GNU tar unpacks from the inputs: paths, types, owners, modes, links, bytes. */
    public LayoutChecks unpacksTo(List<File> tars) throws IOException {
        if (OutsideTools.areThere(interop, "tar", "gzip", "zstd", "sha256sum", "umoci")) {
            Path folder = newFolder();
            Path expected = Files.createDirectory(folder.resolve("expected"));
            unpack(tars, expected);
            Path actual = folder.resolve("bundle/rootfs");
            if (hasZstd()) {
                // umoci 0.4 reads no zstd.
                unpack(blobs(), Files.createDirectories(actual));
            } else {
                umociUnpack(actual.getParent().toFile());
            }
            assertThat(list(actual)).isEqualTo(list(expected)).isNotEmpty();
        }
        return this;
    }

    /**
     * What comes out of the image is what umoci unpacks from another, and over that GNU tar from some tars.
     *
     * @param base the image that this one was built on
     * @param tars the layers on top of it; without whiteouts
     */
    public LayoutChecks unpacksTo(LayoutChecks base, List<File> tars) throws IOException {
        if (OutsideTools.areThere(interop, "tar", "gzip", "zstd", "sha256sum", "umoci")) {
            Path folder = newFolder();
            base.umociUnpack(folder.resolve("expected").toFile());
            unpack(tars, folder.resolve("expected/rootfs"));
            umociUnpack(folder.resolve("bundle").toFile());
            assertThat(list(folder.resolve("bundle/rootfs")))
                    .isEqualTo(list(folder.resolve("expected/rootfs")))
                    .isNotEmpty();
        }
        return this;
    }

    /** Makes a runtime bundle of the image: {@code config.json} and the files in {@code rootfs}. */
    public void umociUnpack(File bundle) {
        List<Object> words = new ArrayList<>(List.of("umoci", "unpack", "--image", name(layout), bundle));
        if (!OutsideTools.isRoot()) {
            words.add(2, "--rootless");
        }
        Command.of(words.toArray()).succeeds();
    }

    private boolean hasZstd() {
        return manifest.layers().stream()
                .anyMatch(layer -> layer.mediaType().value().endsWith("zstd"));
    }

    private List<String> layerDigests() {
        return manifest.layers().stream()
                .map(layer -> layer.digest().toString())
                .toList();
    }

    /** Returns the image's config. */
    public JsonObject config() {
        return config;
    }

    /** Returns the image's manifest. */
    public Manifest manifest() {
        return manifest;
    }

    /** Returns what GNU tar lists of each layer, base first: mode, owner, size, time, name, a line an entry. */
    public List<List<String>> layerListings() throws IOException {
        return blobs().stream()
                .map(blob -> Command.of(
                                "sh",
                                "-c",
                                TAR_OF + "tar_of \"$1\" | tar --numeric-owner --utc --full-time -tvf -",
                                "sh",
                                blob)
                        .env("LC_ALL", "C.UTF-8")
                        .succeeds()
                        .lines()
                        .map(line -> line.replaceAll(" +", " "))
                        .toList())
                .toList();
    }

    private List<File> blobs() throws IOException {
        ImageLayout opened = ImageLayout.open(layout);
        return manifest.layers().stream()
                .map(layer -> opened.blobPath(layer.digest()).toFile())
                .toList();
    }

    private String digestOfTar(File file) {
        String sum = Command.of("sh", "-c", TAR_OF + "tar_of \"$1\" | sha256sum", "sh", file)
                .succeeds();
        return "sha256:" + sum.substring(0, 64);
    }

    private void unpack(List<File> tars, Path folder) {
        for (File tar : tars) {
            Command.of("sh", "-c", TAR_OF + "umask 022; tar_of \"$1\" | tar -xpf - -C \"$2\"", "sh", tar, folder)
                    .env("LC_ALL", "C.UTF-8")
                    .succeeds();
        }
    }

    private static String list(Path folder) {
        return Command.of("sh", "-c", LIST, "sh", folder).env("LC_ALL", "C").succeeds();
    }

    private String manifestDigest(Path folder) {
        String sum = Command.of("sh", "-c", "skopeo inspect --raw \"$1\" | sha256sum", "sh", "oci:" + name(folder))
                .succeeds();
        return "sha256:" + sum.substring(0, 64);
    }

    private String name(Path folder) {
        return folder + ":" + refName;
    }

    private Path newFolder() throws IOException {
        return Files.createTempDirectory(layout.getParent(), "outside-");
    }
}
