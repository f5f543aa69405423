// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

TestTar.sample('labels').writeTo(new File(basedir, 'layer.tar').toPath())
SampleLayout.publish(new File(basedir, 'target/oci'), new File(basedir, 'layer.tar'))
return true
