// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

['base', 'app', 'amd64', 'arm64'].each { TestTar.sample(it).writeTo(new File(basedir, "${it}.tar").toPath()) }
return true
