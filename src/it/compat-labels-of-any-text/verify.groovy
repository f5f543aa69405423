// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools

def texts = [
    'equation': 'E = mc²',
    'lines': 'one\ntwo <three> "four" \\five',
    'org.example/ключ 鍵 🔑': 'naïve = 素朴 🙂']
def oci = new File(basedir, 'target/oci')
LayoutChecks.check(oci, 'latest', interop, [new File(basedir, 'layer.tar')])

def json = new JsonSlurper()
def blob = { String digest -> json.parse(new File(oci, "blobs/${digest.replace(':', '/')}"), 'UTF-8') }
def manifest = blob(json.parse(new File(oci, 'index.json')).manifests[0].digest)
assert manifest.annotations == texts
assert manifest.layers[0].annotations == texts
assert blob(manifest.config.digest).config.Labels == texts
if (OutsideTools.areThere(interop, 'skopeo')) {
    assert json.parseText(Command.of('skopeo', 'inspect', "oci:$oci:latest").succeeds()).Labels == texts
}

// The second build said the same of the same blobs, without a warning.
assert new File(oci, 'blobs/sha256').list().length == 3
def printed = BuildLog.of(basedir).printed().findAll { it ==~ /(Updated|Manifest) .*/ }
assert printed.size() == 8
assert printed.drop(5) == (printed.take(5) - printed.findAll { it.startsWith('Manifest') })
return true
