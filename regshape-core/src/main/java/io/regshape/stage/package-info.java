// SPDX-License-Identifier: Apache-2.0
/**
 * The staged workflow: {@link io.regshape.stage.InitLayout}, then {@link io.regshape.stage.AddLayer} as often as needed,
 * then {@link io.regshape.stage.GenerateConfig}, then {@link io.regshape.stage.GenerateManifest}; and what can be done with
 * layouts that are there, such as {@link io.regshape.stage.MergeLayouts}.
 *
 * <p>Each step is a class of its own that is set up by its methods and run once. Between the steps the state lies in
 * the layout, in the file {@code .regshape-stage.json}, which {@link io.regshape.image.Stage} reads.
 */
@NullMarked
package io.regshape.stage;

import org.jspecify.annotations.NullMarked;
