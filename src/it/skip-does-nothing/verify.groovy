// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog

assert BuildLog.of(basedir).lines().findAll { it.contains('Skipping') } ==
    ['init', 'add-layer', 'generate-config', 'generate-manifest', 'validate']
        .collect { "[INFO] Skipping regshape:$it (regshape.skip)".toString() }
assert !new File(basedir, 'target').exists()
return true
