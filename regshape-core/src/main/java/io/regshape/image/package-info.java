// SPDX-License-Identifier: Apache-2.0
/**
 * What the staged workflow and a whole build have in common: documents made from data, layers brought into a layout,
 * entries published in its index, garbage removed.
 */
@NullMarked
package io.regshape.image;

import org.jspecify.annotations.NullMarked;
