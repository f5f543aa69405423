// SPDX-License-Identifier: Apache-2.0
/**
 * The layout directory: {@link io.regshape.layout.ImageLayout} for writing, {@link io.regshape.layout.LayoutReader} for
 * whoever only reads (image-layout.md). Knows blobs and {@code index.json}, not what is inside a layer.
 */
@NullMarked
package io.regshape.layout;

import org.jspecify.annotations.NullMarked;
