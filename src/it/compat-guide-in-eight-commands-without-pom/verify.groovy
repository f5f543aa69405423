// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.model.JsonObject
import io.regshape.image.Stage
import io.regshape.testing.LayoutChecks
import io.regshape.validate.LayoutValidator

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def image = new File(basedir, 'my-image')
def stage = { Stage.read(image.toPath()) }
def layer = { int i -> stage().layers()[i] }
def config = { stage().config().get() }
def manifest = { stage().manifest().get() }

/** Calls a goal, and compares what it prints; the layout is valid after each. */
def call = { String goal, List<String> parameters, Closure<List> lines ->
    def words = [maven.goal(goal), '-Dregshape.path=./my-image', *parameters.collect { "-Dregshape.$it" }]
    def printed = BuildLog.of(maven.call(basedir, *words).succeeds()).printed()
    assertThat(printed).as(goal).containsExactlyElementsOf(lines()*.toString())
    assertThat(LayoutValidator.validate(image.toPath())).as(goal).isEmpty()
}
def warning = { String what ->
    "Manifest exists and references the old $what. Run generate-manifest or annotate-manifest to update it"
}

// The guide's full example.
call('init', []) { ["Initialised OCI Image Layout at $image"] }
['base.tar.gz', 'app.tar.gz'].eachWithIndex { file, i ->
    call('add-layer', ["file=./$file", 'mediaType=application/vnd.oci.image.layer.v1.tar+gzip']) {
        ["Staged layer ${layer(i).digest()} (${new File(basedir, file).length()} bytes)"]
    }
}
call('generate-config',
    ['architecture=amd64', 'os=linux', 'mediaType=application/vnd.oci.image.config.v1+json']) {
    ["Generated config ${config().digest()} (${config().size()} bytes)"]
}
call('generate-manifest', ['refName=latest', 'mediaType=application/vnd.oci.image.manifest.v1+json']) {
    ["Generated manifest [latest] ${manifest().digest()} (${manifest().size()} bytes)"]
}
def tars = ['base', 'app'].collect { new File(basedir, "${it}.tar.gz") }
LayoutChecks.check(image, 'latest', interop, tars)
call('status', []) {
    ['Layers staged: 2',
     *[0, 1].collect {
         "  [$it] ${layer(it).digest()} (${layer(it).size()} bytes) application/vnd.oci.image.layer.v1.tar+gzip"
     },
     "Config:   set -> ${config().digest()}",
     "Manifest: set -> ${manifest().digest()}"]
}
call('show', []) {
    """\
    {
      "schemaVersion": 2,
      "mediaType": "application/vnd.oci.image.index.v1+json",
      "manifests": [
        {
          "mediaType": "application/vnd.oci.image.manifest.v1+json",
          "digest": "${manifest().digest()}",
          "size": ${manifest().size()},
          "platform": {
            "architecture": "amd64",
            "os": "linux"
          },
          "annotations": {
            "org.opencontainers.image.ref.name": "latest"
          }
        }
      ]
    }""".stripIndent().readLines()
}
call('validate', []) { ["Layout at $image is valid."] }

// The guide's updates: the image stays what it was until the manifest follows.
def before = [manifest: manifest().digest(), config: config().digest()]
def blob = { new File(image, "blobs/${it.toString().replace(':', '/')}") }
call('annotate-layer', ['index=0', 'annotation.com.example.role=base']) {
    ["Updated layer [0]: ${layer(0).digest()}", warning('layer annotations')]
}
call('update-config', ['architecture=arm64']) {
    ["Updated config ${config().digest()} (${config().size()} bytes)", warning('config digest')]
}
assert [manifest().digest(), blob(before.config).file] == [before.manifest, true]
LayoutChecks.check(image, 'latest', interop, tars)
call('annotate-manifest', ['annotation.org.opencontainers.image.version=1.2.0']) {
    ["Updated manifest annotations: ${manifest().digest()}"]
}
assert before.values().every { !blob(it).exists() }
assert blob(before.config).parentFile.list().length == 4
LayoutChecks.check(image, 'latest', interop, tars)

def document = JsonObject.parse(blob(manifest().digest()).bytes, 'the manifest')
assert document.stringMap('annotations') == ['org.opencontainers.image.version': '1.2.0']
assert document.objects('layers')*.stringMap('annotations') == [['com.example.role': 'base'], [:]]
assert JsonObject.parse(blob(config().digest()).bytes, 'the config').string('architecture') == 'arm64'
return true
