// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

TestTar.sample('root').writeTo(new File(basedir, 'layer.tar').toPath())
TestTar.sample('app').writeTo(new File(basedir, 'app/layer.tar').toPath())
return true
