// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.validate.LayoutValidator

def target = new File(basedir, 'target')
def index = { String layout -> new File(target, "$layout/index.json").text }
def blobs = { String layout -> new File(target, "$layout/blobs/sha256").list() as Set }
def baseLayer = LayoutChecks.of(new File(target, 'base'), 'latest', interop).manifest().layers()[0].digest()

// The same image, without the one blob.
assert index('oci') == index('whole')
assertThat(blobs('oci')).isEqualTo(blobs('whole') - baseLayer.encoded())
assert LayoutValidator.validate(new File(target, 'oci').toPath()).every { it.message.contains(baseLayer as String) }

// Whether the layout has the base or not, a thin archive has it not.
assert new File(target, 'thin.tar').bytes == new File(target, 'thin-of-whole.tar').bytes
def listed = Command.of('tar', '-tf', new File(target, 'thin.tar')).succeeds()
assert !listed.contains(baseLayer.encoded())

// Wherever the archive went, rehydrate makes a whole image of it.
def moved = new File(basedir, 'moved')
moved.mkdir()
Command.of('tar', '-xf', new File(target, 'thin.tar'), '-C', moved).succeeds()
def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def log = maven.call(basedir, maven.goal('rehydrate'), '-Dregshape.path=moved', '-Dregshape.from=oci:target/base').succeeds()
assertThat(BuildLog.of(log).printed()).containsExactly("Put 1 blob of oci:$target/base back into $moved".toString())
assert new File(moved, 'index.json').text == index('whole')
LayoutChecks.of(moved, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
    .unpacksTo([new File(basedir, 'base.tar'), new File(basedir, 'app.tar')])
return true
