// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.digest.Digest;
import io.regshape.model.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Builds archives that may be wrong on purpose. */
final class Archives {
    static final String INTEROP = System.getProperty("interop", "optional");
    static final long ENOUGH = 1L << 30;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Archives() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** Puts the files of a folder into an archive, with a {@code ./} in front as GNU tar does. */
    static Archives of(Path folder) throws IOException {
        Archives archive = new Archives();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().filter(Files::isRegularFile).toList()) {
                archive.file("./" + folder.relativize(file), Files.readAllBytes(file));
            }
        }
        return archive;
    }

    Archives file(String path, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(content.length);
        return add(entry, content);
    }

    Archives file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Archives directory(String path) {
        return add(new TarArchiveEntry(path + "/", true), new byte[0]);
    }

    Archives link(byte type, String path, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    Archives symbolicLink(String path, String target) {
        return link(TarConstants.LF_SYMLINK, path, target);
    }

    private Archives add(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    byte[] bytes() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** Returns the config of an image whose layers are these tars. */
    static String config(byte[]... tars) {
        return JsonObject.empty()
                .with("architecture", "amd64")
                .with("os", "linux")
                .with("config", JsonObject.empty().with("Healthcheck", JsonObject.empty()))
                .with(
                        "rootfs",
                        JsonObject.empty()
                                .with("type", "layers")
                                .with(
                                        "diff_ids",
                                        Stream.of(tars)
                                                .map(tar -> Digest.sha256(tar).toString())
                                                .toList()))
                .toString();
    }

    /** Returns a {@code manifest.json} of one image. */
    static String manifest(String config, List<String> tags, List<String> layers) {
        return "["
                + JsonObject.empty()
                        .with("Config", config)
                        .with("RepoTags", tags)
                        .with("Layers", layers)
                + "]";
    }
}
