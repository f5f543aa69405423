// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import groovy.json.JsonSlurper
import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools
import io.regshape.validate.LayoutValidator
import java.security.MessageDigest

def json = new JsonSlurper()
def blob = { File oci, String digest -> new File(oci, "blobs/${digest.replace(':', '/')}") }
def entry = { File oci, String refName ->
    json.parse(new File(oci, 'index.json')).manifests
        .find { it.annotations['org.opencontainers.image.ref.name'] == refName }
}
def described = { File file, String mediaType ->
    def digest = 'sha256:' + MessageDigest.getInstance('SHA-256').digest(file.bytes).encodeHex()
    [mediaType: mediaType, digest: digest, size: file.length()]
}
/** What a tool that knows no such artifact makes of it. */
def copied = { File oci, String refName, List<File> contents ->
    if (OutsideTools.areThere(interop, 'skopeo')) {
        def copy = new File(basedir, "copy-$refName")
        Command.of('skopeo', '--insecure-policy', 'copy', '--preserve-digests', "oci:$oci:$refName", "oci:$copy:$refName")
            .succeeds()
        assert blob(copy, entry(copy, refName).digest).bytes == blob(oci, entry(oci, refName).digest).bytes
        contents.each { assert blob(copy, described(it, '').digest).bytes == it.bytes }
    }
}

// A bill of materials, beside the image that it is about.
def oci = new File(basedir, 'target/oci')
def bom = new File(basedir, 'target/bom.json')
def image = entry(oci, 'latest')
def sbom = entry(oci, 'sbom')
assert json.parse(bom).components*.name.contains('spring-boot')
assert sbom.keySet() == ['mediaType', 'digest', 'size', 'artifactType', 'annotations'] as Set
assert json.parse(blob(oci, sbom.digest)) == [
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/vnd.cyclonedx+json',
    config: [mediaType: 'application/vnd.oci.empty.v1+json', size: 2,
             digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'],
    layers: [described(bom, 'application/vnd.cyclonedx+json')],
    subject: [mediaType: image.mediaType, digest: image.digest, size: image.size]]
assert blob(oci, described(bom, '').digest).bytes == bom.bytes
LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
copied(oci, 'sbom', [bom])

// A chart, an artifact that stands for itself.
new Maven(localRepositoryPath, projectVersion, mavenHome).call(basedir, '-f', 'chart.xml', 'package').succeeds()
def chart = new File(basedir, 'chart/oci')
def archive = new File(basedir, 'hello-0.1.0.tgz')
def config = new File(basedir, 'chart.json')
assertThat(LayoutValidator.validate(chart.toPath())).isEmpty()
assert json.parse(blob(chart, entry(chart, '0.1.0').digest)) == [
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: described(config, 'application/vnd.cncf.helm.config.v1+json'),
    layers: [described(archive, 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')]]
assert [archive, config].every { blob(chart, described(it, '').digest).bytes == it.bytes }
assert new File(chart, 'blobs/sha256').list().length == 3
copied(chart, '0.1.0', [archive, config])
return true
