// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.deflate.GzipOutput;
import io.regshape.model.MediaType;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How the tar of a layer is compressed.
 *
 * <p>What is written depends on the input and the level alone: not on the time, the number of processors, or how the
 * input is cut into calls of {@code write}. A codec's classes are loaded when it is used and not before.
 */
public enum Compression {
    /** Not at all. */
    NONE("none", MediaType.LAYER_TAR, 0, 0) {
        @Override
        public String codecVersion() {
            return "none";
        }

        @Override
        OutputStream compressAt(int level, OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public InputStream decompress(InputStream in) {
            return new FilterInputStream(in) {
                @Override
                public void close() {}
            };
        }
    },

    /** As gzip (RFC 1952): levels 1 to 9, 6 when none is given. */
    GZIP("gzip", MediaType.LAYER_TAR_GZIP, 9, 6) {
        @Override
        public String codecVersion() {
            return "gzip-" + GzipOutput.VERSION;
        }

        @Override
        OutputStream compressAt(int level, OutputStream out) throws IOException {
            return new GzipOutput(out, level);
        }

        @Override
        public InputStream decompress(InputStream in) {
            return new GzipInput(in);
        }
    },

    /** As zstd (RFC 8878): levels 1 to 22, 3 when none is given. */
    ZSTD("zstd", MediaType.LAYER_TAR_ZSTD, 22, 3) {
        @Override
        public String codecVersion() {
            return "zstd-" + ZstdCodec.version();
        }

        @Override
        OutputStream compressAt(int level, OutputStream out) throws IOException {
            return ZstdCodec.compress(out, level);
        }

        @Override
        public InputStream decompress(InputStream in) throws IOException {
            return ZstdCodec.decompress(in);
        }
    };

    private final String id;
    private final MediaType layerMediaType;
    private final int highestLevel;
    private final int defaultLevel;

    Compression(String id, MediaType layerMediaType, int highestLevel, int defaultLevel) {
        this.id = id;
        this.layerMediaType = layerMediaType;
        this.highestLevel = highestLevel;
        this.defaultLevel = defaultLevel;
    }

    /**
     * Reads the name that a user gives.
     *
     * @param text {@code gzip}, {@code zstd} or {@code none}
     * @return the compression of that name
     * @throws RegshapeException if there is none
     */
    public static Compression parse(String text) {
        return Arrays.stream(values())
                .filter(known -> known.id.equals(text))
                .findFirst()
                .orElseThrow(() -> new RegshapeException(
                        Kind.INVALID_VALUE, "'" + text + "' is no compressFormat: it must be gzip, zstd or none"));
    }

    /**
     * Returns what a layer's media type says about its compression.
     *
     * @param imageLayer the type of an image layer, the spec's or Docker's
     * @return the compression that its suffix names
     * @throws IllegalArgumentException if it is not the type of an image layer
     */
    public static Compression of(MediaType imageLayer) {
        if (!imageLayer.isImageLayer()) {
            throw new IllegalArgumentException(imageLayer + " is not the type of an image layer");
        }
        return Arrays.stream(values())
                .filter(known -> imageLayer.value().endsWith(known.id))
                .findFirst()
                .orElse(NONE);
    }

    /**
     * Tells from its first bytes how the tar in a file is compressed.
     *
     * @param head the first 512 bytes, or all of a shorter file
     * @param name names the file in messages
     * @return the compression
     * @throws RegshapeException if the bytes begin no tar, compressed in one of these ways or not
     */
    public static Compression detect(byte[] head, String name) {
        InputKind kind = InputKind.of(head);
        return kind.compression()
                .orElseThrow(() -> new RegshapeException(
                        Kind.BAD_CONTENT,
                        name + " is " + kind.description()
                                + ": it must be a tar, plain or compressed with gzip or zstd"));
    }

    /** Returns the name that users give, for example {@code gzip}. */
    public String id() {
        return id;
    }

    /** Returns the media type of a layer that is compressed in this way. */
    public MediaType layerMediaType() {
        return layerMediaType;
    }

    /**
     * Checks a level.
     *
     * @param level the level that was asked for
     * @throws RegshapeException if this compression has no such level
     */
    public void checkLevel(int level) {
        if (highestLevel == 0) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "compressionLevel " + level + " is given, but nothing is compressed (" + id
                            + "): leave it out, or ask for gzip or zstd");
        }
        if (level < 1 || level > highestLevel) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "compressionLevel " + level + " is out of range for " + id + ": it must be 1 to " + highestLevel);
        }
    }

    /**
     * Returns a stream that compresses what is written to it. Closing it ends the compressed data and leaves
     * {@code out} open; whoever does not close it leaks memory and threads. Once a write has failed, closing writes
     * nothing more.
     *
     * @param out receives the compressed data, from the thread that writes
     * @param level the level, or empty for the default
     * @return the stream, not thread-safe
     * @throws RegshapeException if there is no such level
     * @throws IOException if {@code out} cannot be written
     */
    public OutputStream compress(OutputStream out, OptionalInt level) throws IOException {
        level.ifPresent(this::checkLevel);
        return compressAt(level.orElse(defaultLevel), out);
    }

    /**
     * Returns a stream of the uncompressed data. It reads everything that {@code in} has: several members or frames
     * are legal, bytes after the last are not. Closing it frees memory and leaves {@code in} open.
     *
     * @param in the compressed data
     * @return the stream, which throws an IOException where the compressed data is damaged; not thread-safe
     * @throws IOException if {@code in} cannot be read
     */
    public abstract InputStream decompress(InputStream in) throws IOException;

    /**
     * Names what turns a tar into a blob. While it and the level stay the same, so do the bytes: a change of the bytes is
     * a change of this text.
     */
    public abstract String codecVersion();

    abstract OutputStream compressAt(int level, OutputStream out) throws IOException;
}
