// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Hasher;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerReader;
import io.regshape.layer.TarEntry;
import io.regshape.layer.TarReader;
import io.regshape.layer.Whiteouts;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a base image, as a container of it would see them: its layers laid one on the other (layer.md).
 *
 * <p>Whiteouts remove what lies beneath, directories merge, and a directory that no layer lists is there as soon as
 * something is in it. Symbolic links are not followed: what a layer puts beneath one is known by the path that the layer
 * says. It holds 64-bit hashes instead of names, 21 to 43 bytes a path, and the targets of symbolic links; that two
 * different paths are taken for one has, with a million of them, a chance of one in 37 million. Immutable.
 */
public final class BaseFiles {
    private static final int MOST_LAYERS = 0xfffe;
    /** Their table takes less than 1 GB; the largest images have some hundred thousand. */
    private static final int MOST_PATHS = 10_000_000;

    private static final Optional<TarEntry.Type> DIRECTORY = Optional.of(TarEntry.Type.DIRECTORY);
    private static final Optional<TarEntry.Type> SYMBOLIC_LINK = Optional.of(TarEntry.Type.SYMBOLIC_LINK);

    /** A {@link Node} by the hash of its path. */
    private final LongMap nodes = new LongMap();

    /** One character a byte, as they stand in the tar: that takes the least memory. */
    private final Map<Long, String> linkTargets = new HashMap<>();

    private final KeptBytes kept;

    private BaseFiles(KeptBytes kept) {
        this.kept = kept;
    }

    /**
     * Something in the base.
     *
     * @param type what it is; a hard link is a file; empty for devices and pipes
     * @param mode the permission bits, with set-user-ID, set-group-ID and sticky; 0755 for a directory that no layer
     *     lists
     * @param linkTarget for a symbolic link the text that it holds
     */
    public record BaseFile(Optional<TarEntry.Type> type, int mode, Optional<String> linkTarget) {}

    /**
     * Reads the layers of an image, each once and to its end. This verifies them: size, digest and diff id.
     *
     * @param base the image
     * @param maxUnpacked how many bytes its layers may unpack to in all
     * @return its files
     * @throws RegshapeException if a layer is missing, changed, damaged or no tar, if its diff id is not the config's, if
     *     the layers unpack to more, or if there is more in them than memory for it
     * @throws IOException if one cannot be read
     */
    public static BaseFiles read(BaseImage base, long maxUnpacked) throws IOException {
        return read(base, maxUnpacked, KeptBytes.MOST);
    }

    static BaseFiles read(BaseImage base, long maxUnpacked, long mostKept) throws IOException {
        if (base.layers().size() > MOST_LAYERS) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, base.layout().name() + " has more than " + MOST_LAYERS + " layers");
        }
        String name = "the base " + base.layout().name();
        BaseFiles files = new BaseFiles(new KeptBytes(mostKept, name + ": the targets of its symbolic links"));
        UnpackLimit limit = new UnpackLimit(maxUnpacked, name);
        int number = 0;
        for (BaseLayer layer : base.layers()) {
            files.readLayer(base, layer, ++number, limit);
        }
        return files;
    }

    /**
     * Reads the layers of an image, each once and to its end, and keeps nothing of them. This verifies them: size, digest
     * and diff id.
     *
     * @param base the image
     * @throws RegshapeException if a layer is missing, changed or damaged, or if its diff id is not the config's
     * @throws IOException if one cannot be read
     */
    public static void verify(BaseImage base) throws IOException {
        UnpackLimit none = new UnpackLimit(Long.MAX_VALUE, base.layout().name());
        for (BaseLayer layer : base.layers()) {
            read(base, layer, none, (tar, name) -> {});
        }
    }

    private void readLayer(BaseImage base, BaseLayer layer, int number, UnpackLimit limit) throws IOException {
        read(base, layer, limit, (tar, name) -> {
            TarReader reader = new TarReader(tar, name);
            for (Optional<TarReader.Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                add(entry.get(), number);
            }
        });
    }

    /** Reads what it wants of the tar of a layer. */
    private interface Reading {
        void of(InputStream tar, String name) throws IOException;
    }

    private static void read(BaseImage base, BaseLayer layer, UnpackLimit limit, Reading reading) throws IOException {
        String name =
                "layer " + layer.descriptor().digest() + " of " + base.layout().name();
        Compression compression = Compression.of(layer.descriptor().mediaType());
        Hasher hasher = Hasher.sha256();
        String referrer = "manifest " + base.descriptor().digest();
        try (InputStream blob = base.layout().open(layer.descriptor(), referrer);
                InputStream tar = limit.on(LayerReader.uncompressed(blob, compression, name));
                InputStream hashed = new HashedInput(tar, hasher)) {
            reading.of(hashed, name);
            // The diff id covers what follows the end of the tar, and the blob is verified when its end is read.
            hashed.transferTo(OutputStream.nullOutputStream());
        }
        if (layer.diffId().algorithm().equals("sha256") && !hasher.digest().equals(layer.diffId())) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    name + ": its uncompressed bytes have another digest than the diff id " + layer.diffId()
                            + " that the config says");
        }
    }

    private void add(TarReader.Entry entry, int layer) {
        PathHash path = PathHash.of(entry.path());
        String name = path.lastName();
        if (name.equals(Whiteouts.OPAQUE)) {
            clearBelow(path.hash(path.depth() - 1), layer);
        } else if (name.startsWith(Whiteouts.PREFIX + Whiteouts.PREFIX)) {
            // Bookkeeping of aufs, by old versions of Docker.
            return;
        } else if (name.startsWith(Whiteouts.PREFIX)) {
            remove(path.sibling(name.substring(Whiteouts.PREFIX.length())), layer);
        } else {
            addParents(path, layer);
            put(path.hash(), entry, layer);
        }
        if (nodes.size() > MOST_PATHS) {
            throw new RegshapeException(Kind.BAD_CONTENT, "the base has more than " + MOST_PATHS + " paths");
        }
    }

    private void clearBelow(long hash, int layer) {
        nodes.put(hash, Node.clearedBelow(nodes.get(hash), layer));
    }

    /** A whiteout hides what the layers beneath have, wherever in its own layer it stands. */
    private void remove(long hash, int layer) {
        clearBelow(hash, layer);
        long node = nodes.get(hash);
        if (Node.layer(node) < layer) {
            nodes.put(hash, Node.without(node));
        }
    }

    private void put(long hash, TarReader.Entry entry, int layer) {
        Optional<TarEntry.Type> type = entry.type().map(t -> t == TarEntry.Type.HARD_LINK ? TarEntry.Type.FILE : t);
        nodes.put(hash, Node.with(nodes.get(hash), type, entry.mode(), layer));
        if (!type.equals(DIRECTORY)) {
            clearBelow(hash, layer);
        }
        if (type.equals(SYMBOLIC_LINK)) {
            String target = entry.linkTarget();
            String before = linkTargets.put(hash, target);
            kept.add(target.length() - (before == null ? 0 : before.length()));
        }
    }

    private void addParents(PathHash path, int layer) {
        for (int depth = path.depth() - 1; depth > 0 && !isVisible(path, depth); depth--) {
            long hash = path.hash(depth);
            nodes.put(hash, Node.with(nodes.get(hash), DIRECTORY, 0755, layer));
        }
    }

    /** Returns whether the first names of a path lead to something: no layer above it has cleared what it lies in. */
    private boolean isVisible(PathHash path, int depth) {
        long node = nodes.get(path.hash(depth));
        boolean visible = Node.isThere(node);
        for (int above = depth - 1; above >= 0 && visible; above--) {
            visible = Node.clearedIn(nodes.get(path.hash(above))) <= Node.layer(node);
        }
        return visible;
    }

    /**
     * Looks up a path.
     *
     * @param path relative to the root or absolute, {@code etc/passwd} or {@code /etc/passwd}
     * @return what a container would see there, without following a link; empty if nothing
     */
    public Optional<BaseFile> find(String path) {
        PathHash hashed = PathHash.of(new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        if (!isVisible(hashed, hashed.depth())) {
            return Optional.empty();
        }
        long node = nodes.get(hashed.hash());
        Optional<TarEntry.Type> type = Node.type(node);
        Optional<String> target = type.equals(SYMBOLIC_LINK)
                ? Optional.ofNullable(linkTargets.get(hashed.hash())).map(BaseFiles::utf8)
                : Optional.empty();
        return Optional.of(new BaseFile(type, Node.mode(node), target));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Hashes what is read, and what is skipped as well. */
    private static final class HashedInput extends FilterInputStream {
        private final Hasher hasher;
        private final byte[] skipped = new byte[1 << 16];

        HashedInput(InputStream in, Hasher hasher) {
            super(in);
            this.hasher = hasher;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            hasher.update(bytes, offset, Math.max(n, 0));
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            return n <= 0 ? 0 : Math.max(read(skipped, 0, (int) Math.min(n, skipped.length)), 0);
        }
    }
}
