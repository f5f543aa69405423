// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

TestTar.sample('json').writeTo(new File(basedir, 'layer.tar').toPath())
return true
