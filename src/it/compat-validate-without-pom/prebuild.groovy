// SPDX-License-Identifier: Apache-2.0
import io.regshape.archive.OciArchiveWriter
import io.regshape.layout.ImageLayout
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

def tar = TestTar.sample('validate').writeTo(new File(basedir, 'layer.tar').toPath()).toFile()
['good', 'broken', 'odd'].each { SampleLayout.publish(new File(basedir, it), tar) }

OciArchiveWriter.of(ImageLayout.open(new File(basedir, 'good').toPath()))
    .writeTo(new File(basedir, 'good.tar').toPath())

// A changed byte of the layer, and an index that says no media type.
new File(basedir, 'broken/blobs/sha256').listFiles().find { it.bytes[0] == 0x1f as byte }.with { blob ->
    blob.bytes = blob.bytes.tap { it[it.length - 1] ^= 1 }
}
new File(basedir, 'odd/index.json').with { it.text = it.text.replaceFirst(/"mediaType": "[^"]*index[^"]*",/, '') }
return true
