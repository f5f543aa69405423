// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One path of a layer, and where it comes from.
 *
 * @param entry what the tar says of it
 * @param origin where it comes from, for messages
 * @param standing whether it is there for its own sake
 * @param source the file whose bytes it has, null when they do not come from one
 * @param status what the file system said of that file
 * @param opener opens its content, null when it has none
 * @param givenState what tells its content from another without reading it, empty where {@code status} does
 * @param youngest when its source last changed
 */
record LayerFile(
        TarEntry entry,
        String origin,
        Standing standing,
        @Nullable Path source,
        @Nullable FileStatus status,
        @Nullable ContentOpener opener,
        String givenState,
        FileTime youngest) {

    /** How much an entry is wanted, the least first. */
    enum Standing {
        /** A directory that nobody asked for: something lies in it. */
        IMPLIED,
        /** A directory of a source, with the mode that all directories get. */
        BY_RULE,
        /** Wanted as it is. */
        CHOSEN
    }

    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    /** Makes the entry of a file on disk. */
    static LayerFile of(TarEntry entry, String origin, Path source, FileStatus status) {
        return new LayerFile(
                entry, origin, Standing.CHOSEN, source, status, () -> open(source, origin), "", status.youngest());
    }

    /** Makes an entry whose content somebody else holds. */
    static LayerFile of(TarEntry entry, String origin, ContentOpener opener, String state, FileTime youngest) {
        return new LayerFile(entry, origin, Standing.CHOSEN, null, null, opener, state, youngest);
    }

    /** Makes an entry without content. */
    static LayerFile of(TarEntry entry, String origin) {
        return new LayerFile(entry, origin, Standing.CHOSEN, null, null, null, "", LONG_AGO);
    }

    /** Makes a directory whose mode nobody chose, so that it gives way to one whose mode somebody did. */
    static LayerFile directoryByRule(TarEntry entry, String origin, Standing standing) {
        return new LayerFile(entry, origin, standing, null, null, null, "", LONG_AGO);
    }

    /** Appends what tells its content from another without reading it. */
    void appendState(StringBuilder text) {
        if (status == null) {
            text.append(givenState);
        } else {
            status.appendFingerprint(text);
        }
    }

    boolean isChosen() {
        return standing == Standing.CHOSEN;
    }

    String path() {
        return entry.path();
    }

    boolean isDirectory() {
        return entry.type() == TarEntry.Type.DIRECTORY;
    }

    /** Opens the content. */
    InputStream open() throws IOException {
        return Objects.requireNonNull(opener).open();
    }

    /**
     * Looks whether the source is still what it was.
     *
     * @throws RegshapeException if it changed since it was looked at first
     */
    void checkUnchanged() throws IOException {
        if (source != null && status != null && !status.isStillThatOf(source)) {
            throw new RegshapeException(
                    Kind.BAD_CONTENT,
                    origin + ": " + source + " changed while it was read. Run again when nothing writes to it");
        }
    }

    private static InputStream open(Path source, String origin) throws IOException {
        try {
            return Files.newInputStream(source);
        } catch (FileSystemException e) {
            throw FileStatus.unreadable(source, origin, e);
        }
    }
}
