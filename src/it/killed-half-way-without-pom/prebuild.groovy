// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

['first', 'next'].each { TestTar.sample(it).writeTo(new File(basedir, "${it}.tar").toPath()) }
SampleLayout.publish(new File(basedir, 'image'), new File(basedir, 'first.tar'))
Command.of('sh', '-c', 'head -c 60000000 /dev/urandom > big && tar -cf big.tar big').in(basedir).succeeds()
return true
