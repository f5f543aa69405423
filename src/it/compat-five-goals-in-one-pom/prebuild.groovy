// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar
import java.time.Instant

def time = Instant.parse('2020-02-29T12:00:00Z')
new TestTar().modified(time).directory('etc/', 0755).file('etc/motd', 0644, 'base\n').symlink('motd', 'etc/motd')
    .writeTo(new File(basedir, 'base.tar').toPath())
new TestTar().modified(time).directory('etc/', 0755).file('etc/motd', 0600, 'app\n').file('bin/app', 0755, '#!/bin/sh\n')
    .writeTo(new File(basedir, 'app.tar').toPath())
return true
