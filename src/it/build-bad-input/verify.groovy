// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks

def log = BuildLog.of(basedir)
assertThat(log.failures()).containsExactlyElementsOf(context.get('failures'))
assertThat(log.lines()).anyMatch { it.contains("Cannot find 'folder' in class io.regshape.maven.FileSetParameters") }

// What was there is untouched. The lock file, which is never deleted, may be new.
context.get('before').each { name, before ->
    def files = { tree -> tree.findAll { !it.key.endsWith('.regshape.lock') && !it.key.startsWith('target') } }
    assertThat(files(FileTree.describe(new File(basedir, name).toPath()))).as(name).isEqualTo(files(before))
}
LayoutChecks.check(new File(basedir, 'fifo/layout'), 'latest', interop, [new File(basedir, 'layer.tar')])
return true
