// SPDX-License-Identifier: Apache-2.0
import io.regshape.digest.Digest
import io.regshape.model.MediaType
import io.regshape.stage.GenerateConfig
import io.regshape.image.Stage
import io.regshape.testing.Command
import io.regshape.testing.FileTree
import io.regshape.testing.OutsideTools
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

// How far a layout has come before the goal that fails.
def tarFile = new File(basedir, 'layer.tar')
def nothing = { File layout -> }
def initialised = { File layout -> SampleLayout.initialise(layout) }
def staged = { File layout -> SampleLayout.stage(layout, tarFile) }
def published = { File layout -> SampleLayout.publish(layout, tarFile) }

// The blob that a case damages: its first layer.
def stage = { File layout -> Stage.read(layout.toPath()) }
def digest = { File layout -> stage(layout).layers()[0].digest() }
def blob = { File layout -> new File(layout, "blobs/${digest(layout).toString().replace(':', '/')}") }
def manifest = { File layout -> stage(layout).manifest().get().digest() }
def editStage = { File layout, Closure<String> change ->
    new File(layout, '.regshape-stage.json').with { it.text = change(it.text) }
}

// What is given as a layer.
TestTar.sample('good').writeTo(tarFile.toPath())
def tar = tarFile.bytes
def gzip = TestTar.gzip(tar)
def inputs = new File(basedir, 'inputs')
inputs.mkdir()
def input = { String name, byte[] bytes -> new File(inputs, name).bytes = bytes }
input('empty.tar', new byte[0])
input('text.tar', 'just some text\n'.bytes)
input('good.tar.gz', gzip)
input('truncated.tar.gz', Arrays.copyOf(gzip, gzip.length - 20))
input('garbage.tar.gz', [*gzip, *'garbage'.bytes] as byte[])
input('short.tar', Arrays.copyOf(tar, 2048))
input('twice.tar', new TestTar().file('a', 0644, '1').file('./a', 0644, '2').bytes())
input('escapes.tar', new TestTar().file('../a', 0644, '1').bytes())

def before = [:]
def failures = []
def findings = []
def template = new File(basedir, 'module.xml').text

/** A goal that has to fail; in the message LAYOUT and INPUTS stand for the paths. */
def refused = { String name, Closure prepare, String goal, String configuration, message ->
    def module = new File(basedir, name)
    module.mkdir()
    def layout = new File(module, 'layout')
    prepare(layout)
    [NAME: name, VERSION: projectVersion, GOAL: goal, CONFIGURATION: configuration]
        .inject(template) { text, key, value -> text.replace(key, value) }
        .with { new File(module, 'pom.xml').text = it }
    def text = message instanceof Closure ? message(layout) : message
    failures << "$name: ${text.toString().replace('LAYOUT', layout.path).replace('INPUTS', inputs.path)}".toString()
    before[name] = FileTree.describe(module.toPath())
}
def layerRefused = { String name, String file, String configuration = '', String message ->
    refused(name, staged, 'add-layer', "<file>../inputs/$file</file>$configuration", message)
}

refused 'init-on-a-layout', published, 'init', '',
    'LAYOUT is already an OCI Image Layout. Set ifExists to reuse (add another image to it) or recreate (empty it ' +
        'first), or set another path'
refused 'init-in-a-full-folder', { it.mkdir(); new File(it, 'notes.txt').text = 'mine' }, 'init',
    '<ifExists>recreate</ifExists>',
    'LAYOUT is not an OCI Image Layout, and it is not empty: it holds notes.txt. Set path to an empty or new directory'
refused 'init-over-my-file', { published(it); new File(it, 'notes.txt').text = 'mine' }, 'init',
    '<ifExists>recreate</ifExists>',
    'LAYOUT cannot be made empty: it holds notes.txt, which is no part of a layout that regshape wrote. Remove it, or ' +
        'set ifExists to reuse'
refused 'init-on-a-file', { it.text = 'mine' }, 'init', '',
    'LAYOUT is not an OCI Image Layout: it is no directory. Set path to a directory'
refused 'init-in-an-unknown-way', nothing, 'init', '<ifExists>overwrite</ifExists>',
    "ifExists: 'overwrite' is not valid, it must be fail, reuse or recreate"

def annotation = '<annotations><key>value</key></annotations>'
['add-layer': '<file>../layer.tar</file>', 'annotate-layer': "<index>0</index>$annotation", 'generate-config': '',
 'update-config': '', 'generate-manifest': '', 'annotate-manifest': annotation, status: '', show: '', validate: ''].each {
    refused "$it.key-before-init", nothing, it.key, it.value,
        'LAYOUT is not an OCI Image Layout: it does not exist. Run the goal build or init first, or set path'
}
refused 'config-without-layers', initialised, 'generate-config', '', 'No layers staged. Run the goal add-layer first'
refused 'manifest-without-layers', initialised, 'generate-manifest', '', 'No layers staged. Run the goal add-layer first'
refused 'manifest-without-config', staged, 'generate-manifest', '',
    'Config not yet generated. Run the goal generate-config first'

refused 'layer-not-named', staged, 'add-layer', '',
    'file is missing: it must be the file to add as a layer, <file> in the POM or -Dregshape.file on the command line'
layerRefused 'layer-missing', 'none.tar', 'the layer file INPUTS/none.tar cannot be read: there is no such file'
layerRefused 'layer-is-a-folder', '', 'the layer file INPUTS is a directory: give a tar of it'
layerRefused 'layer-empty', 'empty.tar', 'INPUTS/empty.tar is empty: it must hold a layer'
layerRefused 'layer-is-text', 'text.tar',
    'INPUTS/text.tar is no image layer but data of an unknown kind: give a tar, plain or compressed with ' +
        'gzip or zstd, or give its own mediaType if it is an artifact'
layerRefused 'layer-truncated', 'truncated.tar.gz',
    'INPUTS/truncated.tar.gz is damaged or cut short gzip data: the gzip data is cut short'
layerRefused 'layer-with-garbage', 'garbage.tar.gz',
    'INPUTS/garbage.tar.gz is damaged or cut short gzip data: bytes follow the end of the gzip data'
layerRefused 'layer-cut-short', 'short.tar',
    "INPUTS/short.tar: it is cut short: the tar ends after 2048 bytes, in or behind the entry 'app/', without the zero " +
        'block that marks the end'
layerRefused 'layer-with-a-path-twice', 'twice.tar',
    "INPUTS/twice.tar: the path './a' is there twice: a layer holds each path once (layer.md)"
layerRefused 'layer-that-escapes', 'escapes.tar',
    "INPUTS/escapes.tar: the path '../a' has '..' in it: a layer's paths are relative to its root (layer.md)"
layerRefused 'layer-of-another-type', 'good.tar.gz',
    '<mediaType>application/vnd.oci.image.layer.v1.tar+zstd</mediaType>',
    'mediaType application/vnd.oci.image.layer.v1.tar+zstd contradicts INPUTS/good.tar.gz, which is gzip data: leave it ' +
        'out, or add compressFormat zstd to convert the layer'
layerRefused 'layer-in-an-unknown-format', '../layer.tar', '<compressFormat>xz</compressFormat>',
    "'xz' is no compressFormat: it must be gzip, zstd or none"
if (OutsideTools.areThere(interop, 'xz')) {
    Command.of('sh', '-c', 'xz < layer.tar > inputs/layer.tar.xz').in(basedir).succeeds()
    layerRefused 'layer-xz', 'layer.tar.xz',
        'INPUTS/layer.tar.xz is no image layer but xz data: decompress it (layers are plain, gzip or zstd tars), or give ' +
            'its own mediaType if it is an artifact'
}

def noAnnotation = 'annotations is missing: give at least one, <annotations> in the POM or ' +
    '-Dregshape.annotation.KEY=VALUE on the command line'
def indexRefused = { String name, Closure prepare, String index, String message ->
    refused(name, prepare, 'annotate-layer', "<index>$index</index>$annotation", message)
}
indexRefused 'index-without-layers', initialised, '0', 'No layers staged. Run the goal add-layer first'
indexRefused 'index-negative', staged, '-1', 'Layer index -1 is out of range: 1 layer is staged, the index must be 0'
indexRefused 'index-too-large', { SampleLayout.stage(it, tarFile, tarFile) }, '2',
    'Layer index 2 is out of range: 2 layers are staged, the index must be 0 to 1'
def noIndex = 'is not valid, it must be a whole number: the layer\'s place as the goal status shows it, 0 for the base'
indexRefused 'index-too-long', staged, '4294967296', "index: '4294967296' $noIndex"
indexRefused 'index-no-number', staged, 'base', "index: 'base' $noIndex"
refused 'index-missing', staged, 'annotate-layer', annotation,
    'index is missing: it must be the layer\'s place as the goal status shows it, 0 for the base'
refused 'layer-without-annotations', staged, 'annotate-layer', '<index>0</index>', noAnnotation
refused 'manifest-without-annotations', published, 'annotate-manifest', '<replace>true</replace>', noAnnotation
refused 'annotations-before-the-manifest', staged, 'annotate-manifest', annotation,
    'Manifest not yet generated. Run the goal generate-manifest first'
refused 'update-before-the-config', staged, 'update-config', '<architecture>arm64</architecture>',
    'Config not yet generated. Run the goal generate-config first'
refused 'subject-of-nothing', published, 'generate-manifest', '<subject>1.0</subject>', {
    "subject: '1.0' is not the name, nor the digest of a named entry, in the index of LAYOUT; there are: latest " +
        "(${manifest(it)})"
}
refused 'artifact-without-a-type',
    { staged(it); GenerateConfig.in(it.toPath()).mediaType(MediaType.EMPTY).run() }, 'generate-manifest', '',
    'artifactType is missing: a manifest whose config is the empty one (application/vnd.oci.empty.v1+json) must say ' +
        'what it is, for example application/vnd.cyclonedx+json'
refused 'output-file-in-the-layout', staged, 'generate-config', '<outputFile>layout/out.json</outputFile>',
    'outputFile: LAYOUT/out.json lies in the layout LAYOUT: put it elsewhere'
refused 'output-file-is-a-folder', staged, 'generate-config', '<outputFile>../inputs</outputFile>',
    'outputFile: INPUTS cannot be written (java.nio.file.FileSystemException: INPUTS: Is a directory), it must be a ' +
        'file in a folder that can be written'

def noLayout = 'LAYOUT is not an OCI Image Layout: it does not exist. Run the goal build or init first, or set path'
refused 'archive-before-init', nothing, 'archive', '', noLayout
refused 'index-before-init', nothing, 'generate-index', '<refName>all</refName>', noLayout
refused 'archive-without-an-image', initialised, 'archive', '',
    'LAYOUT has no image: its index.json names none. Generate or copy one into it first'
refused 'archive-of-another-image', published, 'archive', '<refName>1.0</refName>',
    "LAYOUT has no image '1.0'; there are: latest"
refused 'attach-before-archive', published, 'attach', '<archiveFile>layout.tar</archiveFile>',
    { "${it}.tar does not exist. Run the goal archive first, or set archiveFile" }
refused 'attach-of-no-archive', published, 'attach', '<archiveFile>../layer.tar</archiveFile>',
    "$tarFile is no OCI archive: it has no file oci-layout"
refused 'index-without-a-name', published, 'generate-index', '',
    'refName is missing: it must be the name of the image index, for example latest'
refused 'index-without-images', initialised, 'generate-index', '<refName>all</refName>',
    'there is no image in LAYOUT to gather into an index. Run the goal generate-manifest first'
refused 'merge-of-nothing', nothing, 'merge', '',
    'layouts is missing: it must list the directories of layouts, or archives, that are to be merged'
refused 'merge-of-no-layout', nothing, 'merge', '<layouts><layout>../inputs</layout></layouts>',
    'INPUTS is not an OCI Image Layout: it has no file oci-layout'
refused 'merge-of-a-cut-archive', nothing, 'merge', '<layouts><layout>../inputs/short.tar</layout></layouts>',
    'INPUTS/short.tar: it is cut short: the tar has no end, which is a block of zeros'
refused 'merge-of-an-archive-that-escapes', nothing, 'merge', '<layouts><layout>../inputs/escapes.tar</layout></layouts>',
    "INPUTS/escapes.tar: the path '../a' has '..' in it: an archive's paths lie beneath its root"
refused 'merge-of-a-bomb', nothing, 'merge',
    '<layouts><layout>../inputs/good.tar.gz</layout></layouts><maxUnpacked>100</maxUnpacked>',
    'INPUTS/good.tar.gz unpacks to more than 100 bytes: set maxUnpacked to a larger number of bytes if that is as it ' +
        'should be'

refused 'stage-is-no-json', { staged(it); editStage(it) { 'layers: none' } }, 'generate-config', '',

    "LAYOUT/.regshape-stage.json is not JSON: Unrecognized token 'layers': was expecting (JSON String, Number, Array, " +
        "Object or token 'null', 'true' or 'false') at line 1, column 1"
refused 'stage-of-the-future', { staged(it); editStage(it) { it.replace('_version": 1', '_version": 2') } },
    'generate-config', '',
    'LAYOUT/.regshape-stage.json: schema_version is 2, this version of regshape knows 1. Use the version that wrote it, ' +
        'or run the goal init again'
refused 'stage-with-a-path-for-a-digest',
    { layout -> staged(layout); editStage(layout) { it.replace(digest(layout).toString(), 'sha256:../../x') } },
    'generate-config', '',
    "LAYOUT/.regshape-stage.json: 'sha256:../../x' is no digest: it must be ALGORITHM:ENCODED, for example sha256: and " +
        '64 characters of lower-case hex'
refused 'manifest-of-a-deleted-layer', { staged(it); GenerateConfig.in(it.toPath()).run(); blob(it).delete() },
    'generate-manifest', '', { "blob ${digest(it)} referenced by .regshape-stage.json does not exist in $it" }

// validate says what is wrong with which blob, and fails.
def invalid = { String name, Closure damage, Closure finding ->
    refused name, { published(it); damage(blob(it)) }, 'validate', '',
        'Layout at LAYOUT is not valid: 1 finding of severity error'
    findings << "[ERROR] ${finding(new File(basedir, "$name/layout"))}".toString()
}
invalid 'blob-changed', { it.bytes = it.bytes.tap { bytes -> bytes[200] ^= 1 } }, {
    "OCI-BLOB-002 blob ${digest(it)}: digest mismatch for blob ${digest(it)}: its bytes have the digest " +
        Digest.sha256(blob(it).bytes)
}
invalid 'blob-cut', { it.bytes = Arrays.copyOf(it.bytes, 100) }, {
    "OCI-BLOB-002 blob ${manifest(it)} /layers/0: digest mismatch for blob ${digest(it)}: it has 100 bytes, " +
        "${stage(it).layers()[0].size()} were promised by blob ${manifest(it)}"
}
invalid 'blob-deleted', { it.delete() }, {
    "OCI-BLOB-001 blob ${manifest(it)} /layers/0: blob ${digest(it)} referenced by blob ${manifest(it)} does not exist"
}

context.put('findings', findings)
context.put('before', before)
def modules = before.keySet().collect { "<module>$it</module>" }.join('\n    ')
new File(basedir, 'pom.xml').with { it.text = it.text.replace('<modules/>', "<modules>\n    $modules\n  </modules>") }
before.inputs = FileTree.describe(inputs.toPath())

context.put('failures', failures)
return true
