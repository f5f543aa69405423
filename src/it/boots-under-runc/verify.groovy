// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.Container
import io.regshape.testing.LayoutChecks

def oci = new File(basedir, 'target/oci')

/** Checks an image, starts it, and returns what it prints. */
def boot = { String refName, String... tars ->
    LayoutChecks.check(oci, refName, interop, tars.collect { new File(basedir, it) })
    return Container.run(oci, refName, interop)
}

assert boot('busybox', 'busybox.tar') == 'hello from /tmp: one two words\na busybox image\n'
assert boot('java', 'runtime.tar', 'app.tar') == 'Hello from /opt/java in /app to an, argument\n'
return true
