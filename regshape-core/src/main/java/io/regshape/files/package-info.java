// SPDX-License-Identifier: Apache-2.0
/**
 * The files of a layer before they are a tar: {@link io.regshape.files.Content} says what a layer holds,
 * {@link io.regshape.files.LayerFiles} gathers and sorts it with {@link io.regshape.files.Gathering}, and writes the entries.
 */
@NullMarked
package io.regshape.files;

import org.jspecify.annotations.NullMarked;
