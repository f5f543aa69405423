// SPDX-License-Identifier: Apache-2.0
/** Threads that work for one caller and end with it: {@link io.regshape.threads.Workers}. */
@NullMarked
package io.regshape.threads;

import org.jspecify.annotations.NullMarked;
