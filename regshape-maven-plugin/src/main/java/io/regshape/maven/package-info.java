// SPDX-License-Identifier: Apache-2.0
/** The goals: each takes its parameters from Maven, makes one call into the core and prints what came of it. */
@NullMarked
package io.regshape.maven;

import org.jspecify.annotations.NullMarked;
