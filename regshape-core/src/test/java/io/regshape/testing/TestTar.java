// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A small tar, written by commons-compress, noisy on purpose: present mtimes, odd modes and owners. */
public final class TestTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    private Date modified = new Date();
    private Map<String, String> extendedAttributes = Map.of();

    /** Starts an empty tar. */
    public TestTar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Returns a tar with a few files whose content depends on the seed. */
    public static TestTar sample(String seed) {
        return new TestTar()
                .directory("app/", 0755)
                .file("app/" + seed + ".txt", 0640, "content of " + seed + "\n".repeat(2000))
                .file("app/" + "long/".repeat(30) + "naïve.sh", 0755, "#!/bin/sh\necho " + seed + "\n")
                .symlink("app/current", seed + ".txt");
    }

    /** Sets the time of the entries that follow, in place of the present. */
    public TestTar modified(Instant time) {
        modified = Date.from(time);
        return this;
    }

    /** Sets the extended attributes of the entries that follow, in place of none. */
    public TestTar extendedAttributes(Map<String, String> attributes) {
        extendedAttributes = attributes;
        return this;
    }

    /** Adds a directory. */
    public TestTar directory(String name, int mode) {
        return add(new TarArchiveEntry(name), mode, new byte[0]);
    }

    /** Adds a file. */
    public TestTar file(String name, int mode, String content) {
        return add(new TarArchiveEntry(name, true), mode, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a symbolic link. */
    public TestTar symlink(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return add(entry, 0777, new byte[0]);
    }

    private TestTar add(TarArchiveEntry entry, int mode, byte[] content) {
        entry.setMode(mode);
        entry.setModTime(modified);
        entry.setIds(1234, 4321);
        entry.setSize(content.length);
        extendedAttributes.forEach((name, value) -> entry.addPaxHeader("SCHILY.xattr." + name, value));
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Ends the tar and returns its bytes. */
    public byte[] bytes() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Ends the tar and returns its bytes, compressed by the JDK. */
    public byte[] gzip() {
        return gzip(bytes());
    }

    /** Compresses bytes with the JDK's gzip. */
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Ends the tar and writes it to a file, whose folder is made. */
    public Path writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, bytes());
    }
}
