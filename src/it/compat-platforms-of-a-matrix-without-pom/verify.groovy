// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.testing.Command
import io.regshape.testing.OutsideTools
import io.regshape.validate.LayoutValidator

['merged', 'staged'].each { name ->
    def layout = new File(basedir, name)
    assert LayoutValidator.validate(layout.toPath()).empty
    def entries = new JsonSlurper().parse(new File(layout, 'index.json')).manifests
    assert entries*.mediaType == ['application/vnd.oci.image.index.v1+json']
    assert entries*.annotations == [['org.opencontainers.image.ref.name': 'latest']]
    def index = new JsonSlurper().parse(new File(layout, "blobs/${entries[0].digest.replace(':', '/')}"))
    assert index.manifests*.platform == [[architecture: 'amd64', os: 'linux'], [architecture: 'arm64', os: 'linux']]
    assert index.annotations == (name == 'staged' ? ['org.opencontainers.image.version': '1.0'] : null)

    if (OutsideTools.areThere(interop, 'skopeo', 'umoci')) {
        // Away and back again: not a byte of an image changes.
        def copy = "oci:$basedir/$name-copy:latest"
        Command.of('skopeo', '--insecure-policy', 'copy', '--all', '--preserve-digests', "oci:$layout:latest", copy).succeeds()
        assert Command.of('skopeo', 'inspect', '--raw', copy).succeeds() ==
            Command.of('skopeo', 'inspect', '--raw', "oci:$layout:latest").succeeds()
        ['amd64', 'arm64'].each {
            def inspected = Command.of('skopeo', '--override-arch', it, 'inspect', "oci:$layout:latest").succeeds()
            assert new JsonSlurper().parseText(inspected).Architecture == it
        }
    }
}
def merged = new JsonSlurper().parse(new File(basedir, 'merged.json'))
assert merged.ref_names == ['latest']
assert merged.media_type == 'application/vnd.oci.image.index.v1+json'
assert new JsonSlurper().parse(new File(basedir, 'merged/index.json')).manifests*.digest == [merged.digest]
assert new JsonSlurper().parse(new File(basedir, 'again.json')) == merged
return true
