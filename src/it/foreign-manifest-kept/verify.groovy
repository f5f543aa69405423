// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.maven.testing.Maven
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def layout = new File(basedir, 'layout')

/** Their entries and blobs are as they were; ours are an image beside them, and nothing else. */
def checked = {
    def index = new JsonSlurper().parse(new File(layout, 'index.json'))
    assert index.manifests.take(2) == context.get('entries')
    assert index.manifests.size() == 3
    assert index.also == 'unknown'
    def blobs = FileTree.describe(new File(layout, 'blobs').toPath())
    assert blobs.subMap(context.get('blobs').keySet()) == context.get('blobs')
    assert blobs.size() == context.get('blobs').size() + 3
    ['umoci', 'skopeo'].each {
        LayoutChecks.check(layout, it, interop, [new File(basedir, 'theirs.tar')])
    }
    LayoutChecks.check(layout, 'ours', interop, [new File(basedir, 'ours.tar')])
    index.manifests[2]
}
def call = { List<String> goals, String... parameters ->
    maven.call(basedir, *goals.collect { maven.goal(it) }, *parameters.collect { "-Dregshape.$it" }).succeeds()
    checked()
}

def first = checked()
def annotated = call(['annotate-layer', 'annotate-manifest'], 'index=0', 'annotation.by=ours')
assert annotated.digest != first.digest
assert call(['update-config', 'generate-manifest'], 'architecture=arm64', 'refName=ours').platform ==
    [architecture: 'arm64', os: 'linux']

// And from the start.
maven.call(basedir, 'package').succeeds()
assert checked() == first
return true
