// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog

def site = new File(basedir, 'target/site')
assertThat(new File(site, 'regshape-validate.html')).content()
    .contains('linux/amd64', '>valid<', '>not valid<', 'OCI-INDEX-001')
assertThat(new File(site, 'project-reports.html')).content()
    .contains('href="regshape-validate.html"', 'Image validation')

// A broken layout is told, and there is a site nevertheless.
assert BuildLog.of(basedir).lines().any { it.startsWith('[WARNING] 1 of 2 layouts are not valid: ') }
return true
