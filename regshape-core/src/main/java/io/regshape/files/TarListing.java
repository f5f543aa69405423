// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layer.TarEntry;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The entries of a tar that was read once, so that it need not be read again as long as it stays as it is.
 *
 * @param key hash of the tar's path, of what the file system said of it, and of how tars are read
 * @param packed the entries, packed into a text
 */
public record TarListing(Digest key, String packed) {
    /** Another number where other entries are read from the same tar, or other tars are refused. */
    private static final int VERSION = 4;

    /** The longest text that is kept, in characters: what is kept of a build is read by the next. */
    private static final int LONGEST = 256 * 1024;

    /** Returns what names a tar in one state. */
    static Digest key(Path tar, FileStatus status) {
        String text = VERSION + " " + status.fingerprint() + " " + tar;
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Packs entries, in the order of a layer; empty when they get too long. */
    static Optional<TarListing> of(Digest key, List<TarEntry> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(bytes)))) {
            out.writeInt(entries.size());
            for (TarEntry entry : entries) {
                write(entry, out);
            }
        }
        String packed = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return packed.length() > LONGEST ? Optional.empty() : Optional.of(new TarListing(key, packed));
    }

    /** Returns the entries, in the order of a layer; empty where the text is damaged. */
    Optional<List<TarEntry>> entries() {
        List<TarEntry> entries = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(packed)))))) {
            for (int left = in.readInt(); left != 0; left--) {
                entries.add(read(in));
            }
            // At the end there is a checksum.
            return in.read() < 0 ? Optional.of(List.copyOf(entries)) : Optional.empty();
        } catch (IOException | IllegalArgumentException | RegshapeException e) {
            return Optional.empty();
        }
    }

    private static void write(TarEntry entry, DataOutputStream out) throws IOException {
        out.writeUTF(entry.path());
        out.writeUTF(entry.type().name());
        out.writeInt(entry.mode());
        out.writeLong(entry.uid());
        out.writeLong(entry.gid());
        out.writeLong(entry.size());
        out.writeUTF(entry.linkTarget().orElse(""));
        out.writeInt(entry.extendedAttributes().size());
        for (Map.Entry<String, String> attribute : entry.extendedAttributes().entrySet()) {
            out.writeUTF(attribute.getKey());
            out.writeInt(attribute.getValue().length());
            out.writeBytes(attribute.getValue());
        }
    }

    private static TarEntry read(DataInputStream in) throws IOException {
        return new TarEntry(
                in.readUTF(),
                TarEntry.Type.valueOf(in.readUTF()),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Optional.of(in.readUTF()).filter(target -> !target.isEmpty()),
                attributes(in));
    }

    private static Map<String, String> attributes(DataInputStream in) throws IOException {
        Map<String, String> attributes = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            attributes.put(name, new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1));
        }
        return attributes;
    }
}
