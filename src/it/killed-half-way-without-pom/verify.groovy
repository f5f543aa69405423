// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.Maven
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def call = { String goal, String... more -> maven.call(basedir, maven.goal(goal), '-Dregshape.path=image', *more) }
def image = new File(basedir, 'image')
def temporary = { image.listFiles().findAll { it.name.startsWith('.regshape.tmp-') } }
def first = new File(basedir, 'first.tar')
def before = FileTree.describe(image.toPath())

// SIGKILL, as soon as a good part of the blob is written.
def adding = call('add-layer', '-Dregshape.file=big.tar').start(new File(basedir, 'killed.log'))
while (adding.alive && !temporary().any { it.length() > 1_000_000 }) {
    sleep(5)
}
adding.descendants().forEach { it.destroyForcibly() }
adding.destroyForcibly().waitFor()

// The image is whole; all that is left is the temp file.
def left = temporary()*.name
assert left.size() == 1
assert FileTree.describe(image.toPath()) - FileTree.describe(image.toPath()).subMap(left) == before
LayoutChecks.check(image, 'latest', interop, [first])

// The next writer removes it and goes on.
call('add-layer', '-Dregshape.file=next.tar').succeeds()
assert temporary().empty
call('generate-config').succeeds()
call('generate-manifest', '-Dregshape.refName=latest').succeeds()
LayoutChecks.check(image, 'latest', interop, [first, new File(basedir, 'next.tar')])
return true
