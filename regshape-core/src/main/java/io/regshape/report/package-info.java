// SPDX-License-Identifier: Apache-2.0
/**
 * Validations for those who did not run them: {@link io.regshape.report.ReportFormat} writes a {@link
 * io.regshape.report.Report} for CI servers, code scanners and browsers.
 */
@NullMarked
package io.regshape.report;

import org.jspecify.annotations.NullMarked;
