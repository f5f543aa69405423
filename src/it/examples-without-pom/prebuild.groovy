// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command

['plain-java', 'static-files', 'base-and-app'].each {
    // Not what a build of the example has left behind.
    Command.of('sh', '-ec', 'tar -C ../../../../examples --exclude=target -cf - "$1" | tar -xf -', 'sh', it).in(basedir).succeeds()
}
return true
