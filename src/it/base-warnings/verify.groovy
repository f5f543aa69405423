// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks

def target = new File(basedir, 'target')
def base = "the base $target/base"
def warnings = [
    "layer 'libs' (the file $basedir/app.txt) puts a directory at /lib, where $base has a symbolic link to usr/lib: " +
        'the link and what is found through it will be gone. Use the path that the link leads to',
    "layer 'data' (the link /etc to config) puts a symbolic link at /etc, where $base has a directory: all that is in " +
        'it will be gone',
    "layer 'data' (the directory $basedir/data) changes the mode of the directory /tmp of $base from 1777 to 700"]*.toString()
def log = BuildLog.of(basedir)
assertThat(log.lines().findAll { it.startsWith("[WARNING] layer '") }*.minus('[WARNING] '))
    .containsExactlyElementsOf(warnings)
assertThat(log.failures())
    .containsExactly("base-warnings: ${warnings.join('; ')} (failOnWarning makes that an error)".toString())
assert !new File(target, 'refused').exists()

// umoci shows what was warned of, and that the other image does no such thing.
def unpacked = { String layout ->
    LayoutChecks.of(new File(target, layout), 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
        .umociUnpack(new File(target, "bundle-$layout"))
    Command.of('find', '.', '-mindepth', '1', '-printf', '%P %m %l\n')
        .in(new File(target, "bundle-$layout/rootfs")).succeeds().readLines()*.trim().toSorted()
}
assertThat(unpacked('quiet')).containsExactly('etc 755', 'etc/os 644', 'lib 777 usr/lib', 'tmp 1777', 'tmp/app.txt 644',
    'usr 755', 'usr/lib 755', 'usr/lib/app.txt 644', 'usr/lib/libc.so 644')
assertThat(unpacked('warned')).containsExactly('etc 777 config', 'lib 755', 'lib/app.txt 644', 'tmp 700', 'usr 755',
    'usr/lib 755', 'usr/lib/libc.so 644')
return true
