// SPDX-License-Identifier: Apache-2.0
/** What the tests of several packages, of the plugin and of the integration tests share. */
package io.regshape.testing;
