// SPDX-License-Identifier: Apache-2.0
/** What the scripts of the integration tests share. */
package io.regshape.maven.testing;
