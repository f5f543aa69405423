// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

new TestTar()
    .directory('etc/', 0755).file('etc/os', 0644, 'base')
    .directory('tmp/', 01777)
    .directory('usr/', 0755).directory('usr/lib/', 0755).file('usr/lib/libc.so', 0644, 'c')
    .symlink('lib', 'usr/lib')
    .writeTo(new File(basedir, 'base.tar').toPath())
new File(basedir, 'app.txt').text = 'app'
new File(basedir, 'data/tmp').mkdirs()
return true
