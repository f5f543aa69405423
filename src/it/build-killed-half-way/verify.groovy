// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.Maven
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def image = new File(basedir, 'target/oci')
def temporary = { image.listFiles().findAll { it.name.startsWith('.regshape.tmp-') } }
def valid = { LayoutChecks.of(image, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo() }
def before = FileTree.describe(image.toPath())

// SIGKILL, as soon as a good part of the large layer is written.
def random = new Random(1)
def noise = new byte[1 << 20]
new File(basedir, 'large/second').withOutputStream { out -> 150.times { random.nextBytes(noise); out.write(noise) } }
def building = maven.call(basedir, 'package').start(new File(basedir, 'killed.log'))
while (building.alive && !temporary().any { it.length() > 1_000_000 }) {
    sleep(5)
}
building.descendants().forEach { it.destroyForcibly() }
building.destroyForcibly().waitFor()

// The image is whole and the old one; all that is left are temp files.
def left = temporary()*.name as Set
assert !left.empty
assert FileTree.describe(image.toPath()).findAll { !left.contains(it.key) } == before
valid()

// Two builds at a time: both succeed, one after the other replaces the index, and no temp file is left.
def both = ['one', 'two'].collect { maven.call(basedir, 'package').start(new File(basedir, "${it}.log")) }
assert both*.waitFor() == [0, 0]
assert temporary().empty
valid()
assert new File(image, 'blobs/sha256').list().length == 4

// With nothing changed nothing is written.
def after = FileTree.describe(image.toPath())
maven.call(basedir, 'package').succeeds()
assert FileTree.describe(image.toPath()).findAll { it.key != '.regshape-build.json' } ==
    after.findAll { it.key != '.regshape-build.json' }
return true
