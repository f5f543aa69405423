// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog

def text = BuildLog.of(basedir).lines().join('\n')
['init', 'add-layer', 'generate-config', 'generate-manifest', 'validate', 'help'].each {
    assert text.contains("\nregshape:$it\n")
}
['path', 'skip', 'ifExists', 'compressFormat', 'architecture', 'refName', 'failOn'].each {
    assert text.contains("User property: regshape.$it\n")
}
return true
