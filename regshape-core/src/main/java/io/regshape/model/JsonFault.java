// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

/**
 * Something that makes bytes no proper JSON document.
 *
 * @param kind what sort of thing
 * @param pointer where it stands (RFC 6901), empty for the whole document
 * @param message what it is, as the rest of a sentence that begins with the document's name
 */
public record JsonFault(Kind kind, String pointer, String message) {

    /** What can be wrong. */
    public enum Kind {
        /** The bytes are no JSON object in UTF-8. */
        SYNTAX,
        /** An object has a key twice; the last one counts. */
        DUPLICATE_KEY,
        /** Something follows the object. */
        TRAILING_BYTES,
        /** It is too long, nested too deeply, or has a number of too many digits. */
        LIMIT
    }
}
