// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

def tar = TestTar.sample('site').writeTo(new File(basedir, 'layer.tar').toPath()).toFile()
SampleLayout.publish(new File(basedir, 'target/oci'), tar)
SampleLayout.publish(new File(basedir, 'broken'), tar)
new File(basedir, 'broken/index.json').text = '{}'
return true
