// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.image.Stage
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.JavaContainer
import io.regshape.maven.testing.Maven
import io.regshape.testing.LayoutChecks

def oci = new File(basedir, 'target/oci')
def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def index = { new File(oci, 'index.json').text }
def blobs = { new File(oci, 'blobs/sha256').list() as Set }
def layers = { Stage.read(oci.toPath()).layers().collect { new File(oci, "blobs/sha256/${it.digest().toString() - 'sha256:'}") } }
def layerTimes = { layers()*.lastModified() }

/** Builds once more, and returns what became of the layers. */
def build = { Object... arguments ->
    def printed = BuildLog.of(maven.call(basedir, *(arguments ?: ['package'])).succeeds()).printed()
    LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
    return printed.findAll { it =~ /^  \S+ sha256/ }.collectEntries { (it =~ /^  (\S+) \S+ \(.*?\) (.*)$/)[0][1..2] }
}
def kept = [dependencies: 'kept', resources: 'kept', classes: 'kept']

// Nothing changed: nothing is written.
def first = index()
def before = blobs()
def times = layerTimes()
assertThat(build()).isEqualTo(kept)
assertThat(index()).isEqualTo(first)
assertThat(blobs()).isEqualTo(before)
assertThat(layerTimes()).isEqualTo(times)

// One class changed: its layer alone is written, and the one that it replaces is gone.
def source = new File(basedir, 'src/main/java/it/Application.java')
source.text = source.text.replace('version 1', 'version 2')
def result = build()
assertThat(result).containsEntry('dependencies', 'kept').containsEntry('resources', 'kept')
assertThat(result.classes).startsWith('written: ')
def changed = index()
assertThat(changed).isNotEqualTo(first)
assertThat(blobs().intersect(before)).hasSize(2)
assertThat(blobs()).hasSameSizeAs(before)
if (JavaContainer.canRun(interop)) {
    assertThat(JavaContainer.run(oci, 'latest', interop)).isEqualTo('version 2\n')
}

// A layer that was damaged, or is gone, is written again.
layers()[0].with { it.bytes = it.bytes.tap { bytes -> bytes[100] ^= 1 } }
layers()[1].delete()
result = build()
assertThat(result.dependencies).startsWith('written: ')
assertThat(result.resources).startsWith('written: ')
assertThat(result).containsEntry('classes', 'kept')
assertThat(index()).isEqualTo(changed)

// The staged goals go on from what was built.
def status = BuildLog.of(maven.call(basedir, maven.goal('status')).succeeds()).printed()
assertThat(status).contains('Layers staged: 3')
assertThat(status.findAll { it.startsWith('Build: ') })
    .containsExactlyElementsOf(result.entrySet().withIndex().collect { entry, i -> "Build:    [$i] $entry.key $entry.value".toString() })
return true
