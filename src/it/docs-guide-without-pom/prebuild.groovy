// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

new File(basedir, 'base.tar.gz').bytes = TestTar.sample('base').gzip()
TestTar.sample('app').writeTo(new File(basedir, 'app.tar').toPath())
new File(basedir, 'bom.json').text = '{"bomFormat":"CycloneDX"}'
return true
