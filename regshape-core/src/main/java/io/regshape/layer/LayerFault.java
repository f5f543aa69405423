// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

/**
 * One thing that is wrong with the bytes of a layer, or worth knowing about them.
 *
 * @param kind what sort of thing
 * @param message what it is and where, in words
 */
public record LayerFault(Kind kind, String message) {

    /** What can be wrong with a layer (layer.md). */
    public enum Kind {
        /** Compressed data that is damaged, cut short, or followed by other bytes. */
        COMPRESSED_DATA(true),
        /** No tar, or one whose headers are damaged or contradict each other: what follows is lost. */
        TAR(true),
        /** A tar without the zero block that marks its end. */
        END(true),
        /** Bytes behind the end of the tar. */
        TRAILING_BYTES(true),
        /** More paths or longer headers than are kept in memory. */
        LIMIT(true),
        /** A path that is there twice. */
        DUPLICATE_PATH(true),
        /** A path that begins with a slash, or none at all. */
        ABSOLUTE_PATH(true),
        /** A path with {@code ..} in it. */
        PATH_WITH_DOTS(true),
        /** A hard link to something outside the layer's root. */
        HARD_LINK_OUTSIDE(true),
        /** An entry beneath a symbolic link of the same layer. */
        BENEATH_LINK(true),
        /** An entry beneath a file of the same layer, or anything else that is no directory. */
        BENEATH_FILE(true),
        /** A hard link to itself. */
        HARD_LINK_TO_ITSELF(true),
        /** A hard link to no earlier entry of the same layer. */
        HARD_LINK_ELSEWHERE(false),
        /** A symbolic link that climbs above the layer's root. */
        SYMBOLIC_LINK_OUTSIDE(false),
        /** A whiteout of the folder that it lies in, or of the one above: nothing, a dot or two instead of a name. */
        WHITEOUT_OF_FOLDER(true),
        /** A whiteout that is no empty file, or hides what no layer can have. */
        WHITEOUT_FORM(false),
        /** A whiteout behind an entry of the same folder. */
        WHITEOUT_ORDER(false),
        /** A whiteout of everything in its folder. */
        WHITEOUT_OPAQUE(false),
        /** A whiteout, and a directory at the path that it removes. */
        REMOVED_AND_ADDED(false),
        /** A device file. */
        DEVICE(false),
        /** An entry of a type that is no file type of a layer. */
        ENTRY_TYPE(false),
        /** A sparse file. */
        SPARSE(false),
        /** A tar without entries. */
        EMPTY(false);

        private final boolean refused;

        Kind(boolean refused) {
            this.refused = refused;
        }

        /** Returns whether a layer with this fault is not taken into a layout. */
        boolean isRefused() {
            return refused;
        }
    }

    /** Is told of faults, one by one, in the order of the bytes. */
    @FunctionalInterface
    interface Listener {
        void found(LayerFault fault);
    }
}
