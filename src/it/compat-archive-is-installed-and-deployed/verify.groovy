// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools
import java.security.MessageDigest

def printed = BuildLog.of(basedir).printed()
['root': basedir, 'app': new File(basedir, 'app')].each { name, folder ->
    def built = new File(folder, "target/${name}-1-oci.tar")
    def file = "it/archive/$name/1/${name}-1-oci.tar"
    def remote = new File(basedir, "target/remote/$file")
    assert remote.bytes == built.bytes
    assert new File("${remote}.sha1").text.trim() == MessageDigest.getInstance('SHA-1').digest(built.bytes).encodeHex().toString()
    assert new File(localRepositoryPath as String, file).bytes == built.bytes
    assert printed.any { it ==~ /Archived \[latest] sha256:\w{64} \(\d+ bytes\) to \Q$built\E/ }
    assert printed.any { it ==~ /Attached \[latest] sha256:\w{64} \(\d+ bytes\) as it\.archive:$name:1:tar:oci/ }

    // What a user gets who resolves it.
    def unpacked = new File(folder, 'target/unpacked')
    unpacked.mkdirs()
    Command.of('tar', '-xf', remote, '-C', unpacked).succeeds()
    LayoutChecks.check(unpacked, 'latest', interop, [new File(folder, 'layer.tar')])
    if (OutsideTools.areThere(interop, 'skopeo')) {
        assert Command.of('skopeo', 'inspect', "oci-archive:$remote:latest").succeeds().contains('amd64')
    }
}
return true
