// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.testing.LayoutChecks
import java.security.MessageDigest

def oci = new File(basedir, 'target/oci')
LayoutChecks.check(oci, 'latest', interop, [new File(basedir, 'base.tar'), new File(basedir, 'app.tar')])

def sha256 = { byte[] bytes -> 'sha256:' + MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex() }
def json = { String digest -> new JsonSlurper().parse(new File(oci, "blobs/${digest.replace(':', '/')}")) }
def tars = ['base.tar', 'app.tar'].collect { new File(basedir, it).bytes }

def index = new JsonSlurper().parse(new File(oci, 'index.json'))
def manifest = json(index.manifests[0].digest)
assert manifest == [
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: [mediaType: 'application/vnd.oci.image.config.v1+json',
             digest: manifest.config.digest, size: manifest.config.size],
    layers: [
        [mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: sha256(tars[0]), size: tars[0].length],
        [mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: sha256(tars[1]), size: tars[1].length,
         annotations: ['role': 'app', 'org.x/y': 'v']]],
    annotations: ['org.opencontainers.image.version': '1', 'org.x/y': 'v']]

assert json(manifest.config.digest) == [
    created: '2026-01-02T03:04:05Z',
    author: 'Zoë <zoe@example.com>',
    architecture: 'arm64', os: 'linux', variant: 'v8', 'os.version': '6.1',
    config: [
        User: '1000:1000',
        ExposedPorts: ['53/udp': [:], '8080': [:]],
        Env: ['GREETING=a=b', 'PATH=/bin'],
        Entrypoint: ['/bin/app', '--name=two words, a comma'],
        Cmd: ['serve'],
        Volumes: ['/var/data': [:]],
        WorkingDir: '/app',
        Labels: ['org.opencontainers.image.title': 'five goals', 'org.x/y': 'label', team: 'blue'],
        StopSignal: 'SIGINT'],
    rootfs: [type: 'layers', diff_ids: tars.collect(sha256)],
    history: [
        [created: '2026-01-02T03:04:05Z', created_by: 'regshape add-layer'],
        [created: '2026-01-02T03:04:05Z', created_by: 'mvn package']]]

// On every machine, JDK and Maven: nothing is compressed here.
assert sha256(new File(oci, 'index.json').bytes) == 'sha256:6d859efabef83857f8484bebf41c5a5ca6497bf0780df1c3ba9a012ee04774cb'
return true
