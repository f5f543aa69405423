// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks

assertThat(BuildLog.of(basedir).failures()).containsExactlyElementsOf(context.get('failures'))

// What was there is untouched. The lock file, which is never deleted, may be new.
context.get('before').each { name, before ->
    def files = { tree -> tree.findAll { !it.key.endsWith('.regshape.lock') && !it.key.startsWith('target') } }
    assertThat(files(FileTree.describe(new File(basedir, name).toPath()))).as(name).isEqualTo(files(before))
}
LayoutChecks.check(new File(basedir, 'a-bomb/layout'), 'latest', interop, [new File(basedir, 'inputs/base.tar')])
return true
