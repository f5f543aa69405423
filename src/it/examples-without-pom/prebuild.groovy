// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command

['plain-java', 'static-files'].each {
    new File(basedir, it).mkdirs()
    Command.of('cp', '-r', "../../../../../examples/$it/pom.xml".toString(), "../../../../../examples/$it/src".toString(), '.')
        .in(new File(basedir, it)).succeeds()
}
return true
