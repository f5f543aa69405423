// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of layers. {@link io.regshape.layer.LayerWriter} turns an input into a blob in one pass with bounded memory,
 * {@link io.regshape.layer.LayerReader} finds the diff id of a blob, {@link io.regshape.layer.Compression} is the codecs
 * (layer.md).
 */
@NullMarked
package io.regshape.layer;

import org.jspecify.annotations.NullMarked;
