// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import java.io.IOException;
import java.io.InputStream;

/** Opens the content of a file; each call begins at its first byte. */
@FunctionalInterface
interface ContentOpener {
    /** Opens it; the caller closes the stream. */
    InputStream open() throws IOException;
}
