// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.LayoutChecks

def image = new File(basedir, 'image')
LayoutChecks.check(image, 'latest', interop, [new File(basedir, 'base.tar.gz'), new File(basedir, 'app.tar')])

def json = { String digest -> new JsonSlurper().parse(new File(image, "blobs/${digest.replace(':', '/')}")) }
def index = new JsonSlurper().parse(new File(image, 'index.json'))
assert index.manifests.size() == 1
def entry = index.manifests[0]
assert entry.annotations == ['org.opencontainers.image.ref.name': 'latest']
assert entry.platform == [architecture: 'arm64', os: 'linux', variant: 'v8']

def manifest = json(entry.digest)
assert manifest.annotations == ['org.example/key': 'value']
assert manifest.layers*.mediaType == [
    'application/vnd.oci.image.layer.v1.tar+gzip', 'application/vnd.oci.image.layer.v1.tar+zstd']
assert manifest.layers*.annotations == [null, ['org.example/role': 'app', 'title': 'The=app']]
assert new File(image, "blobs/${manifest.layers[0].digest.replace(':', '/')}").bytes ==
    new File(basedir, 'base.tar.gz').bytes

def config = json(manifest.config.digest)
assert config.subMap('architecture', 'variant', 'os') == [architecture: 'arm64', variant: 'v8', os: 'linux']
assert config.config == [Entrypoint: ['/bin/app', '--fast'], Env: ['MODE=x=y'], Labels: ['org.example/team': 'blue']]
assert config.history*.created_by == ['regshape add-layer', 'hand']

def log = BuildLog.of(basedir)
assert log.failures() == [
    "standalone-pom: annotations: an annotation key is empty (value 'value'): it must be a name, for example " +
        'org.opencontainers.image.version']
assert log.lines().containsAll([
    "[INFO] Initialised OCI Image Layout at $image",
    "[INFO] Staged layer ${manifest.layers[0].digest} (${manifest.layers[0].size} bytes)",
    "[INFO] Staged layer ${manifest.layers[1].digest} (${manifest.layers[1].size} bytes)",
    "[INFO] Generated config ${manifest.config.digest} (${manifest.config.size} bytes)",
    "[INFO] Generated manifest [latest] ${entry.digest} (${entry.size} bytes)",
    "[INFO] Layout at $image is valid."]*.toString())
return true
