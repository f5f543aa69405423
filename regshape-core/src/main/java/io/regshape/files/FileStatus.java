// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file.
 *
 * @param type what it is
 * @param mode its permission bits; a rule's where the file system has none
 * @param size its length in bytes
 * @param modified when its content changed
 * @param changed when anything of it changed, which no program can set back; {@code modified} where there is no such time
 * @param key the same for all names of one file; empty where the file system has none
 * @param names how many names (hard links) it has
 */
record FileStatus(
        Type type, int mode, long size, FileTime modified, FileTime changed, Optional<Object> key, int names) {
    private static final String UNIX = "unix:mode,size,lastModifiedTime,ctime,fileKey,nlink";
    private static final int PERMISSIONS = 07777;

    enum Type {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        OTHER;

        /** POSIX has macros for these bits and no numbers; every system with this view has the same. */
        private static Type of(int mode) {
            return switch (mode & 0170000) {
                case 0100000 -> FILE;
                case 0040000 -> DIRECTORY;
                case 0120000 -> SYMBOLIC_LINK;
                default -> OTHER;
            };
        }

        private static Type of(boolean file, boolean directory, boolean link) {
            return file ? FILE : directory ? DIRECTORY : link ? SYMBOLIC_LINK : OTHER;
        }
    }

    /** Looks at a path itself. */
    static FileStatus of(Path path, String origin) throws IOException {
        return read(path, origin, LinkOption.NOFOLLOW_LINKS);
    }

    /** Looks at what a path leads to. */
    static FileStatus ofTarget(Path path, String origin) throws IOException {
        return read(path, origin);
    }

    private static FileStatus read(Path path, String origin, LinkOption... options) throws IOException {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? ofUnix(Files.readAttributes(path, UNIX, options))
                    : ofBasic(Files.readAttributes(path, BasicFileAttributes.class, options));
        } catch (FileSystemException e) {
            throw unreadable(path, origin, e);
        }
    }

    private static FileStatus ofUnix(Map<String, Object> attributes) {
        int mode = value(attributes, "mode", Integer.class);
        return new FileStatus(
                Type.of(mode),
                mode & PERMISSIONS,
                value(attributes, "size", Long.class),
                value(attributes, "lastModifiedTime", FileTime.class),
                value(attributes, "ctime", FileTime.class),
                Optional.ofNullable(attributes.get("fileKey")),
                value(attributes, "nlink", Integer.class));
    }

    private static <T> T value(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    private static FileStatus ofBasic(BasicFileAttributes attributes) {
        return new FileStatus(
                Type.of(attributes.isRegularFile(), attributes.isDirectory(), attributes.isSymbolicLink()),
                attributes.isDirectory() ? 0755 : 0644,
                attributes.size(),
                attributes.lastModifiedTime(),
                attributes.lastModifiedTime(),
                Optional.ofNullable(attributes.fileKey()),
                1);
    }

    /** Returns the error that says why a source cannot be read. */
    static RegshapeException unreadable(Path path, String origin, FileSystemException e) {
        String why;
        if (e instanceof NoSuchFileException) {
            why = Files.isSymbolicLink(path) ? "it is a symbolic link that leads nowhere" : "it does not exist";
        } else if (e instanceof AccessDeniedException) {
            why = "permission denied";
        } else if (e instanceof FileSystemLoopException
                || String.valueOf(e.getReason()).contains("symbolic link")) {
            why = "its symbolic links lead in a circle";
        } else if (e instanceof NotDirectoryException) {
            why = "it is no directory";
        } else {
            why = e.getReason() == null ? e.toString() : e.getReason();
        }
        String what = origin.endsWith(path.toString()) ? origin : origin + ": " + path;
        return new RegshapeException(Kind.INVALID_VALUE, what + " cannot be read: " + why, e);
    }

    /** Returns what tells this state of a file's content from another. */
    String fingerprint() {
        StringBuilder text = new StringBuilder();
        appendFingerprint(text);
        return text.toString();
    }

    /** Appends that to a text. */
    void appendFingerprint(StringBuilder text) {
        text.append(size).append(' ').append(modified.to(TimeUnit.NANOSECONDS)).append(' ');
        text.append(changed.to(TimeUnit.NANOSECONDS)).append(' ');
        if (key.isPresent()) {
            text.append(key.get());
        }
    }

    /** Returns whether what a path leads to has the length and the time that are known: what a writer would change. */
    boolean isStillThatOf(Path path) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return now.size() == size && now.lastModifiedTime().equals(modified);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Returns the later of its times. */
    FileTime youngest() {
        return modified.compareTo(changed) >= 0 ? modified : changed;
    }
}
