// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

['layer', 'secret'].each { TestTar.sample(it).writeTo(new File(basedir, "${it}.tar").toPath()) }
SampleLayout.publish(new File(basedir, 'image'), new File(basedir, 'layer.tar'))
return true
