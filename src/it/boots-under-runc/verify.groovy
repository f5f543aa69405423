// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools

def oci = new File(basedir, 'target/oci')

/** Checks an image, unpacks it, starts it, and returns what it prints. */
def boot = { String refName, String... tars ->
    LayoutChecks.check(oci, refName, interop, tars.collect { new File(basedir, it) })
    def bundle = new File(basedir, "bundle-$refName")
    LayoutChecks.of(oci, refName, interop).umociUnpack(bundle)
    def config = new File(bundle, 'config.json')
    def content = new JsonSlurper().parse(config)
    content.process.terminal = false
    if (!OutsideTools.root) {
        // An ordinary user has no other ids to give.
        content.process.user = [uid: 0, gid: 0]
    }
    config.text = JsonOutput.toJson(content)

    def container = "regshape-$refName-${UUID.randomUUID()}"
    def runc = { Object... words -> Command.of('runc', '--root', new File(basedir, 'containers'), *words, container) }
    try {
        return runc('run').in(bundle).seconds(60).succeeds()
    } finally {
        runc('delete', '--force').succeeds()
    }
}

assert boot('busybox', 'busybox.tar') == 'hello from /tmp: one two words\na busybox image\n'
assert boot('java', 'runtime.tar', 'app.tar') == 'Hello from /opt/java in /app to an, argument\n'
return true
