// SPDX-License-Identifier: Apache-2.0
/**
 * Builds OCI image layouts on disk. This package holds {@link io.regshape.RegshapeException}, the one domain error;
 * the workflow starts in {@code io.regshape.stage}.
 */
@NullMarked
package io.regshape;

import org.jspecify.annotations.NullMarked;
