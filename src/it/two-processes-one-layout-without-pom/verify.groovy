// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.Maven
import io.regshape.testing.LayoutChecks
import io.regshape.image.Stage
import io.regshape.digest.Digest

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def call = { String goal, String... more -> maven.call(basedir, maven.goal(goal), '-Dregshape.path=image', *more) }

def processes = ['one', 'two'].collect {
    call('add-layer', "-Dregshape.file=${it}.tar").start(new File(basedir, "${it}.log"))
}
assert processes*.waitFor() == [0, 0]

call('generate-config').succeeds()
call('generate-manifest', '-Dregshape.refName=latest').succeeds()

// Either may have been first.
def image = new File(basedir, 'image')
def tars = ['one.tar', 'two.tar'].collect { new File(basedir, it) }
def order = Stage.read(image.toPath()).layers().collect { layer ->
    tars.find { Digest.sha256(it.bytes) == layer.diffId().get() }
}
assert order as Set == tars as Set
LayoutChecks.check(image, 'latest', interop, order)
return true
