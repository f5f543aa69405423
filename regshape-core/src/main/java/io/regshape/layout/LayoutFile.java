// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

/**
 * A file or folder of a layout, as it is stored.
 *
 * @param path its path in the layout, with slashes, for example {@code blobs/sha256}
 * @param kind what it is; nothing is followed to find out
 * @param size the length of a regular file in bytes
 * @param readableByOthers whether every user of the machine may read it, true where there are no such permissions
 */
public record LayoutFile(String path, Kind kind, long size, boolean readableByOthers) {

    /** What a file can be. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A symbolic link, whatever it leads to. */
        LINK,
        /** A device, a pipe, a socket. */
        OTHER
    }
}
