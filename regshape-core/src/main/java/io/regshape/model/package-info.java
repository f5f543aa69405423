// SPDX-License-Identifier: Apache-2.0
/**
 * The documents of the image spec, as records that check themselves, and the JSON that they are written in.
 *
 * <p>Records are for reading and for documents that regshape makes. A document that exists already, perhaps by another
 * tool, is changed as its {@link io.regshape.model.JsonObject}, so that fields nobody here knows stay as they were.
 */
@NullMarked
package io.regshape.model;

import org.jspecify.annotations.NullMarked;
