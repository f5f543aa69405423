// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def image = new File(basedir, 'image')
def output = new File(basedir, 'new/folder/out.json')
def json = new JsonSlurper()

/** Makes a quiet call; its lines on standard output are returned, without the colours that some Mavens always print. */
def call = { List<String> goals, String... parameters ->
    maven.prefixed(basedir, ['sh', '-c', 'exec "$@" 2>stderr.txt', 'sh'], '-q', *goals.collect { maven.goal(it) },
        '-Dregshape.json', '-Dregshape.path=image', *parameters.collect { "-Dregshape.$it" })
}
def succeeds = { List<String> goals, String... parameters ->
    BuildLog.of(call(goals, *parameters).succeeds()).lines()
}
/** The goal's own line, which comes before those of Maven. */
def fails = { List<String> goals, String... parameters ->
    def lines = BuildLog.of(call(goals, *parameters).fails()).lines()
    assertThat(lines).hasSizeGreaterThan(1)
    assertThat(lines.tail()).allMatch { it.startsWith('[ERROR]') }
    lines.head()
}

// A line a goal, and nothing else.
def keys = [
    'init': ['layout_path'],
    'add-layer': ['annotations', 'diff_id', 'digest', 'media_type', 'size'],
    'annotate-layer': ['annotations', 'digest', 'index', 'media_type', 'size'],
    'generate-config': ['digest', 'media_type', 'size'],
    'update-config': ['digest', 'media_type', 'size'],
    'generate-manifest': ['annotations', 'digest', 'media_type', 'ref_name', 'size'],
    'annotate-manifest': ['annotations', 'digest', 'media_type', 'ref_name', 'size'],
    'status': ['config', 'layers', 'manifest', 'schema_version'],
    'show': ['manifests', 'mediaType', 'schemaVersion'],
    'validate': ['findings', 'valid']]
def lines = succeeds(keys.keySet() as List, 'file=layer.tar', 'index=0', 'annotation.com.example.k=v', 'refName=latest')
def objects = [keys.keySet() as List, lines.collect { json.parseText(it) }].transpose().collectEntries()
assert lines.size() == keys.size()
assert objects.collectEntries { goal, object -> [goal, object.keySet().sort()] } == keys

assert objects['init'].layout_path == image.path
assert objects['add-layer'].annotations == ['com.example.k': 'v']
assert objects['annotate-layer'].index == 0
assert objects['generate-manifest'].ref_name == 'latest'
assert objects['status'] == json.parse(new File(image, '.regshape-stage.json'))
assert objects['status'].manifest.digest == objects['annotate-manifest'].digest
assert objects['show'] == json.parse(new File(image, 'index.json'))
assert objects['validate'] == [valid: true, findings: []]
LayoutChecks.check(image, 'latest', interop, [new File(basedir, 'layer.tar')])

// The same object in a file, whose folder is made; a warning is part of it.
lines = succeeds(['update-config'], 'architecture=arm64', 'outputFile=new/folder/out.json')
assert lines == [output.text]
assert json.parse(output).keySet() == ['digest', 'media_type', 'size', 'warning'] as Set

// A failure is an object too.
def error = fails(['annotate-layer'], 'index=7', 'annotation.k=v', 'outputFile=new/folder/out.json')
assert error == output.text
assert json.parse(output) ==
    [error: 'Layer index 7 is out of range: 1 layer is staged, the index must be 0', kind: 'invalid_value']

// A file that cannot be written fails before anything changes.
def before = FileTree.describe(image.toPath())
error = json.parseText(fails(['add-layer'], 'file=layer.tar', 'outputFile=new/folder'))
assert error.kind == 'invalid_value'
assert error.error.startsWith("outputFile: ${output.parent} cannot be written (")
assert FileTree.describe(image.toPath()) == before

assert succeeds(['annotate-manifest'], 'skip') == ['{"skipped":true}']
assert FileTree.describe(image.toPath()) == before

// validate says what it found.
new File(image, "blobs/${objects['add-layer'].digest.replace(':', '/')}").delete()
def verdict = json.parseText(fails(['validate'], 'outputFile=new/folder/out.json'))
assert verdict == json.parse(output)
assert [verdict.valid, verdict.findings*.rule] == [false, ['OCI-BLOB-001']]
assert verdict.findings[0].keySet() == ['rule', 'severity', 'where', 'message'] as Set
return true
