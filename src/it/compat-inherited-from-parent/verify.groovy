// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog

// The parent has no image, and every goal that it hands down says so.
def lines = BuildLog.of(basedir).lines()
['archive', 'attach', 'validate'].each { goal ->
    assert lines.count { it.contains("Skipping regshape:$goal (build had nothing to do)") } == 1
}
assert !new File(basedir, 'target/oci').exists()

// The module has one, with what its properties say by then.
assert new File(basedir, 'app/target/app-1-oci.tar').isFile()
def oci = new File(basedir, 'app/target/oci')
def entries = new JsonSlurper().parse(new File(oci, 'index.json')).manifests
assert entries*.annotations*.'org.opencontainers.image.ref.name' == ['one', 'two']
def manifest = new JsonSlurper().parse(new File(oci, "blobs/${entries[0].digest.replace(':', '/')}"))
assert manifest.annotations.'org.opencontainers.image.created' == '2025-05-06T07:08:09Z'
assert manifest.annotations.'org.opencontainers.image.revision' == 'abc'
return true
