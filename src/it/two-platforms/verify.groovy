// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import groovy.json.JsonSlurper
import io.regshape.testing.Command
import io.regshape.testing.OutsideTools
import io.regshape.validate.LayoutValidator

def target = new File(basedir, 'target')
def index = { String layout -> new JsonSlurper().parse(new File(target, "$layout/index.json")).manifests }
def document = { String layout, descriptor ->
    new JsonSlurper().parse(new File(target, "$layout/blobs/${descriptor.digest.replace(':', '/')}"))
}
['base', 'oci', 'leg-amd64', 'leg-arm64', 'merged'].each {
    assert LayoutValidator.validate(new File(target, it).toPath()).empty
}

// Both names lead to one index of two images.
def entries = index('oci')
assert entries*.annotations*.get('org.opencontainers.image.ref.name') == ['1.0', 'latest']
assert entries*.digest.unique().size() == 1
def images = document('oci', entries[0]).manifests
assert images*.platform == [[architecture: 'amd64', os: 'linux'], [architecture: 'arm64', os: 'linux', variant: 'v8']]
def manifests = images.collect { document('oci', it) }
assert manifests.collect { document('oci', it.config).architecture } == ['amd64', 'arm64']
def layers = manifests.collect { it.layers*.digest }
assert layers*.size() == [3, 3]
assert [0, 1, 2].collect { layers[0][it] == layers[1][it] } == [true, false, true]
// Two images, two configs, an index, and four layers.
assert new File(target, 'oci/blobs/sha256').list().length == 9

// The legs of a matrix, merged, are what one build makes at once.
assert index('merged')*.digest == [entries[0].digest]

if (OutsideTools.areThere(interop, 'skopeo', 'umoci', 'tar')) {
    def copy = { String from, String to -> Command.of('skopeo', '--insecure-policy', 'copy', '--all', from, to).in(target).succeeds() }
    copy('oci:oci:latest', 'oci:away:latest')
    copy('oci:away:latest', 'oci-archive:away.tar:latest')
    copy('oci-archive:away.tar:latest', 'oci:back:latest')
    assert index('back')*.digest == [entries[0].digest]
    assert LayoutValidator.validate(new File(target, 'back').toPath()).empty
    copy("oci-archive:two-platforms-1-oci.tar:1.0", 'oci:from-archive:latest')
    assert index('from-archive')*.digest == [entries[0].digest]

    // Each platform has its files.
    ['amd64', 'arm64'].each {
        Command.of('skopeo', '--insecure-policy', '--override-arch', it, 'copy', 'oci:oci:latest', "oci:only-$it:latest").in(target).succeeds()
        Command.of('umoci', 'unpack', *(OutsideTools.root ? [] : ['--rootless']), '--image', "only-$it:latest", "bundle-$it").in(target).succeeds()
        def files = new File(target, "bundle-$it/rootfs/app").list().findAll { name -> name.endsWith('.txt') }
        assertThat(files).containsExactlyInAnyOrder('base.txt', "${it}.txt".toString(), 'app.txt')
    }
}
return true
