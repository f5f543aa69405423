// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import java.io.IOException;

/**
 * Something that puts files into a layer: a tree of files, one file, the entries of a jar, links, whiteouts.
 * Nothing is looked at before {@link #addTo}.
 */
public interface Content {
    /**
     * Adds what is there now. File contents are not read yet.
     *
     * @param files receives the entries
     * @throws io.regshape.RegshapeException if a source is not there or not what it should be, or two sources want one
     *     path
     * @throws IOException if a source cannot be read
     */
    void addTo(Gathering files) throws IOException;
}
