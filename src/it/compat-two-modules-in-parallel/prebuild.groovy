// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

['one', 'two'].each { TestTar.sample(it).writeTo(new File(basedir, "$it/${it}.tar").toPath()) }
return true
