// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar
import java.nio.file.Files

def layout = basedir.toPath().resolve('linked')
SampleLayout.publish(layout.toFile(), TestTar.sample('x').writeTo(basedir.toPath().resolve('layer.tar')).toFile())
def cache = Files.createDirectory(basedir.toPath().resolve('cache'))
layout.resolve('blobs/sha256').toFile().listFiles().each {
    Files.move(it.toPath(), cache.resolve(it.name))
    Files.createSymbolicLink(it.toPath(), cache.resolve(it.name))
}
return true
