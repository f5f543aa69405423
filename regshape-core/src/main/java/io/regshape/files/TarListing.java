// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarEntry;
import io.regshape.model.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The entries of a tar that was read once, so that it need not be read again as long as it stays as it is.
 *
 * @param tar the tar's path
 * @param state what the file system said of it
 * @param entries what is in it, in the order of a layer
 */
public record TarListing(String tar, String state, List<TarEntry> entries) {
    /** The longest text of entries that is kept, in characters: what is kept of a build is read by the next. */
    private static final int LONGEST = 256 * 1024;

    /** Copies the list. */
    public TarListing {
        entries = List.copyOf(entries);
    }

    /** Returns it as JSON, its entries packed into a text; empty when that gets too long. */
    public Optional<JsonObject> toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(entries.size());
            for (TarEntry entry : entries) {
                write(entry, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String packed = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return packed.length() > LONGEST
                ? Optional.empty()
                : Optional.of(
                        JsonObject.empty().with("tar", tar).with("state", state).with("entries", packed));
    }

    /**
     * Reads what {@link #toJson} returned.
     *
     * @throws RegshapeException if it is something else
     */
    public static TarListing fromJson(JsonObject json) {
        List<TarEntry> entries = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(json.string("entries")))))) {
            for (int left = in.readInt(); left > 0; left--) {
                entries.add(read(in));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RegshapeException(Kind.BAD_CONTENT, "what is kept of " + json.string("tar") + " is damaged", e);
        }
        return new TarListing(json.string("tar"), json.string("state"), entries);
    }

    private static void write(TarEntry entry, DataOutputStream out) throws IOException {
        out.writeUTF(entry.path());
        out.writeUTF(entry.type().name());
        out.writeInt(entry.mode());
        out.writeLong(entry.uid());
        out.writeLong(entry.gid());
        out.writeLong(entry.size());
        out.writeUTF(entry.linkTarget().orElse(""));
    }

    private static TarEntry read(DataInputStream in) throws IOException {
        return new TarEntry(
                in.readUTF(),
                TarEntry.Type.valueOf(in.readUTF()),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Optional.of(in.readUTF()).filter(target -> !target.isEmpty()));
    }
}
