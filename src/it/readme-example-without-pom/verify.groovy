// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools
import java.util.regex.Pattern

// README shows a part of the POM, and what is printed.
def readme = new File(basedir, '../../../../README.md').text
assert new File(basedir, 'pom.xml').text.contains((readme =~ /(?s)```xml\n(.*?)```/)[0][1])
def promised = (readme =~ /(?s)```text\n(\[INFO\].*?)```/)[0][1].readLines()
    .collect { (it - '/examples/spring-boot-server').split(/\.\.\./, -1).collect { Pattern.quote(it) }.join('.+') }
def printed = BuildLog.of(basedir).lines().findAll { it ==~ /\[INFO\] (Built|Layout|  \S+ sha256:).*/ }
assert printed.size() == promised.size()
assert [printed, promised].transpose().every { it[0] ==~ it[1] }

def target = new File(basedir, 'target')
LayoutChecks.of(new File(target, 'oci'), 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()

// The application starts under runc, with this machine's Java, since the image holds none, and answers.
if (OutsideTools.areThere(interop, 'umoci', 'runc', 'busybox')) {
    def bundle = new File(target, 'bundle')
    LayoutChecks.of(new File(target, 'oci'), 'latest', interop).umociUnpack(bundle)
    def config = new File(bundle, 'config.json')
    def content = new JsonSlurper().parse(config)
    content.process.terminal = false
    content.process.env = ["PATH=${System.getProperty('java.home')}/bin"]
    if (!OutsideTools.root) {
        content.process.user = [uid: 0, gid: 0]
    }
    ['/usr', '/lib', '/lib64', '/etc'].findAll { new File(it).exists() }.each {
        content.mounts << [destination: it, source: it, type: 'bind', options: ['rbind', 'ro']]
    }
    content.mounts << [destination: '/tmp', source: 'tmpfs', type: 'tmpfs', options: ['mode=1777']]
    config.text = JsonOutput.toJson(content)

    def container = "regshape-example-${UUID.randomUUID()}"
    def runc = { Object... words -> Command.of('runc', '--root', new File(target, 'containers'), *words) }
    def log = new File(target, 'container.log')
    def server = runc('run', container).in(bundle).start(log)
    try {
        def deadline = System.currentTimeMillis() + 60_000
        while (server.alive && !log.text.contains('Started Server') && System.currentTimeMillis() < deadline) {
            sleep(100)
        }
        assert log.text.contains('Started Server')
        assert runc('exec', container, '/usr/bin/busybox', 'wget', '-qO-', 'http://127.0.0.1:8080/').succeeds() ==
            'Hello from an OCI image layout\n'
    } finally {
        runc('delete', '--force', container).succeeds()
        server.waitFor()
    }
}
return true
