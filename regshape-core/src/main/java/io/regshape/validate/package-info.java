// SPDX-License-Identifier: Apache-2.0
/** Checks a layout, by any tool, against the image spec: {@link io.regshape.validate.LayoutValidator}. Only reads. */
@NullMarked
package io.regshape.validate;

import org.jspecify.annotations.NullMarked;
