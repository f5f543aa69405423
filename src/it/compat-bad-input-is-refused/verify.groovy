// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.testing.FileTree

def log = BuildLog.of(basedir)
assertThat(log.failures()).containsExactlyElementsOf(context.get('failures'))
assertThat(log.lines().findAll { it.startsWith('[ERROR] OCI') }).containsExactlyElementsOf(context.get('findings'))

// What was there is untouched. The lock file, which is never deleted, may be new; target is Maven 4's own.
context.get('before').each { name, before ->
    def files = { tree -> tree.findAll { !it.key.endsWith('.regshape.lock') && !it.key.startsWith('target') } }
    assertThat(files(FileTree.describe(new File(basedir, name).toPath()))).as(name).isEqualTo(files(before))
}
return true
