// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a layer come from. Nothing is opened or looked at before {@link LayerWriter} reads it. */
public final class LayerSource {
    private final String name;
    private final @Nullable Path file;
    private final @Nullable InputStream stream;

    private LayerSource(String name, @Nullable Path file, @Nullable InputStream stream) {
        this.name = name;
        this.file = file;
        this.stream = stream;
    }

    /**
     * Names a file. It must not change while it is read.
     *
     * @param file the file, or a symbolic link to it
     * @return a source that can be read several times
     */
    public static LayerSource of(Path file) {
        return new LayerSource(file.toString(), file, null);
    }

    /**
     * Names a stream.
     *
     * @param name names it in messages
     * @param in the bytes; whoever opened it closes it
     * @return a source that can be read once
     */
    public static LayerSource of(String name, InputStream in) {
        return new LayerSource(name, null, in);
    }

    /** Returns the name that messages use. */
    public String name() {
        return name;
    }

    /**
     * Opens it.
     *
     * @throws RegshapeException if there is no file that can be read
     */
    SourceStream open(ProgressListener progress) throws IOException {
        if (file == null) {
            return SourceStream.of(this, stream == null ? InputStream.nullInputStream() : stream, null, progress);
        }
        FileState state = FileState.of(file);
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (AccessDeniedException | NoSuchFileException e) {
            throw unreadable(file, e);
        }
        try {
            return SourceStream.of(this, in, state, progress);
        } catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    /** Returns what the file system says now, empty for a stream. */
    Optional<FileState> state() throws IOException {
        return file == null ? Optional.empty() : Optional.of(FileState.of(file));
    }

    private static RegshapeException unreadable(Path file, FileSystemException e) {
        String why;
        if (e instanceof NoSuchFileException) {
            why = "there is no such file";
        } else if (e instanceof AccessDeniedException) {
            why = "permission denied";
        } else {
            why = e.getReason() == null ? e.toString() : e.getReason();
        }
        return new RegshapeException(Kind.INVALID_VALUE, "the layer file " + file + " cannot be read: " + why, e);
    }

    /**
     * What tells one state of a file from another.
     *
     * @param size its length
     * @param modified when it was last written
     * @param key the file system's identity of it, null where there is none (Windows)
     */
    record FileState(long size, FileTime modified, @Nullable Object key) {

        private static FileState of(Path file) throws IOException {
            BasicFileAttributes attributes;
            try {
                attributes = Files.readAttributes(file, BasicFileAttributes.class);
            } catch (FileSystemException e) {
                throw unreadable(file, e);
            }
            if (!attributes.isRegularFile()) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "the layer file " + file + " is "
                                + (attributes.isDirectory() ? "a directory: give a tar of it" : "no regular file"));
            }
            return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }

        // Written out, as is hashCode, for builds to start fast: ARCHITECTURE.md, "Conventions".
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof FileState that
                    && size == that.size
                    && modified.equals(that.modified)
                    && Objects.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return modified.hashCode();
        }
    }
}
