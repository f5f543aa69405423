// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of layers. {@link io.regshape.layer.LayerWriter} turns an input, or entries, into a blob in one pass with
 * bounded memory, {@link io.regshape.layer.LayerReader} finds the diff id of a blob, {@link io.regshape.layer.Compression}
 * is the codecs. {@link io.regshape.layer.TarWriter} lays out entries, {@link io.regshape.layer.TarArchive} has those of a
 * given tar (layer.md).
 */
@NullMarked
package io.regshape.layer;

import org.jspecify.annotations.NullMarked;
