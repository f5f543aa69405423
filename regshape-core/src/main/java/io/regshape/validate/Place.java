// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import java.util.Optional;

/**
 * Where in a layout something is.
 *
 * @param file the file's path in the layout, for example {@code index.json} or {@code blobs/sha256/9f86...}
 * @param pointer the JSON pointer in that file (RFC 6901), empty for the file as a whole
 * @param digest the digest of the blob, when the file is one
 */
public record Place(String file, String pointer, Optional<Digest> digest) {

    /** Returns a file that is no blob. */
    static Place of(String file) {
        return new Place(file, "", Optional.empty());
    }

    /** Returns a blob. */
    static Place of(Digest digest) {
        return new Place(path(digest), "", Optional.of(digest));
    }

    /** Returns the path of a blob in a layout. */
    static String path(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.encoded();
    }

    /** Returns the place of a field or an element in this one. */
    Place at(Object name) {
        String escaped = name.toString().replace("~", "~0").replace("/", "~1");
        return new Place(file, pointer + "/" + escaped, digest);
    }

    /** Returns the same file as a whole. */
    Place whole() {
        return new Place(file, "", digest);
    }

    /** Returns the place for people: {@code blob sha256:9f86... /layers/0} or {@code index.json /manifests/1}. */
    @Override
    public String toString() {
        String start = digest.map(known -> "blob " + known).orElse(file);
        return Printable.text(pointer.isEmpty() ? start : start + " " + pointer);
    }
}
