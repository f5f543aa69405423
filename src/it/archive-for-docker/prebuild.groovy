// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

TestTar.sample('docker').writeTo(new File(basedir, 'layer.tar').toPath())
return true
