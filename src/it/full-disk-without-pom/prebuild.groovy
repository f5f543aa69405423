// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

def small = TestTar.sample('small').writeTo(new File(basedir, 'small.tar').toPath()).toFile()
SampleLayout.publish(new File(basedir, 'image'), small)
Command.of('sh', '-c', 'head -c 3000000 /dev/urandom > big && tar -cf big.tar big').in(basedir).succeeds()
return true
