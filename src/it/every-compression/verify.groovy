// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.testing.LayoutChecks

def tar = new File(basedir, 'layer.tar')

/** Checks an image, and returns format and content of its layers, where the content is the name of an equal file. */
def layers = { String path, int count ->
    def layout = new File(basedir, "target/$path")
    LayoutChecks.check(layout, 'latest', interop, [tar] * count)
    def stage = new JsonSlurper().parse(new File(layout, '.regshape-stage.json'))
    stage.layers.collect { layer ->
        def bytes = new File(layout, "blobs/${layer.digest.replace(':', '/')}").bytes
        def same = basedir.listFiles().find { it.file && it.bytes == bytes }
        [layer.media_type - 'application/vnd.oci.image.layer.v1.', same?.name]
    }
}

assert layers('gzip', 7) == [
    ['tar+gzip', null],
    ['tar+gzip', 'layer.tar.gz'],
    ['tar+gzip', 'members.tar.gz'],
    ['tar+gzip', 'layer.tar.gz'],
    ['tar+gzip', null],
    ['tar', 'layer.tar'],
    ['tar', 'layer.tar']]
assert layers('zstd', 4) == [
    ['tar+zstd', null],
    ['tar+zstd', 'layer.tar.zst'],
    ['tar+zstd', 'skippable.tar.zst'],
    ['tar+zstd', null]]
return true
