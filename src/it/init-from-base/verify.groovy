// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools
import io.regshape.validate.LayoutValidator

def target = new File(basedir, 'target')
def oci = new File(target, 'oci')
assert LayoutValidator.validate(oci.toPath()).empty
def document = { String layout, descriptor ->
    new JsonSlurper().parse(new File(target, "$layout/blobs/${descriptor.digest.replace(':', '/')}"))
}
def images = { String layout ->
    document(layout, new JsonSlurper().parse(new File(target, "$layout/index.json")).manifests[0]).manifests
}
assert images('oci')*.platform == [[architecture: 'amd64', os: 'linux'], [architecture: 'arm64', os: 'linux', variant: 'v8']]
[images('base'), images('oci'), ['amd64', 'arm64']].transpose().each { base, image, architecture ->
    def manifest = document('oci', image)
    def config = document('oci', manifest.config)
    // Byte for byte those of the base, and one more.
    assertThat(manifest.layers*.digest).startsWith(*document('base', base).layers*.digest).hasSize(3)
    assert config.architecture == architecture
    assert config.config.Env == ["ARCH=$architecture"]
    assert config.history*.created_by == ['regshape build system', "regshape build $architecture-only", 'regshape add-layer']

    if (OutsideTools.areThere(interop, 'skopeo')) {
        Command.of('skopeo', '--insecure-policy', '--override-arch', architecture, 'copy', "oci:$oci:latest", "oci:$target/$architecture:latest").succeeds()
        LayoutChecks.of(new File(target, architecture), 'latest', interop).isValid().isCopiedBySkopeo()
            .unpacksTo(['base', architecture, 'app'].collect { new File(basedir, "${it}.tar") })
    }
}
return true
