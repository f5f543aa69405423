// SPDX-License-Identifier: Apache-2.0
/**
 * A whole image from one request: {@link io.regshape.build.BuildImage} takes {@link io.regshape.build.LayerRequest}s and
 * what is to stand in the config, and leaves a layout.
 *
 * <p>Beside the layout's documents it keeps {@code .regshape-build.json}, by which the next build knows which layers it
 * need not make again; {@link io.regshape.build.BuildRecord} reads it.
 */
@NullMarked
package io.regshape.build;

import org.jspecify.annotations.NullMarked;
