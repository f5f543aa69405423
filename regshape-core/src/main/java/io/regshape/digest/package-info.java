// SPDX-License-Identifier: Apache-2.0
/**
 * Content identifiers: {@link io.regshape.digest.Digest} names bytes, {@link io.regshape.digest.Hasher} computes the
 * name, {@link io.regshape.digest.VerifyingInputStream} holds bytes to it (descriptor.md, "Digests").
 */
@NullMarked
package io.regshape.digest;

import org.jspecify.annotations.NullMarked;
