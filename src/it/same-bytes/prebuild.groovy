// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

// Several blocks of the compressors, each worth compressing.
def random = new Random(1)
def text = (1..300_000).collect { Integer.toString(random.nextInt(100_000), 36) }.join(' ')
new TestTar().file('text', 0644, text).symlink('link', 'text').writeTo(new File(basedir, 'layer.tar').toPath())
return true
