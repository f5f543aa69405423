// SPDX-License-Identifier: Apache-2.0
/**
 * A gzip encoder whose bytes depend on the input and the level alone. Entry point:
 * {@link io.regshape.deflate.GzipOutput}. It follows RFC 1951 (DEFLATE) and RFC 1952 (gzip) and knows nothing of
 * images.
 */
@NullMarked
package io.regshape.deflate;

import org.jspecify.annotations.NullMarked;
