// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

['base', 'app'].each { new File(basedir, "${it}.tar.gz").bytes = TestTar.sample(it).gzip() }
return true
