// SPDX-License-Identifier: Apache-2.0
import io.regshape.archive.BaseReference
import io.regshape.archive.OciArchiveWriter
import io.regshape.build.BuildImage
import io.regshape.build.LayerRequest
import io.regshape.digest.Digest
import io.regshape.files.TarFiles
import io.regshape.layout.ImageLayout
import io.regshape.model.Platform
import io.regshape.model.RefName
import io.regshape.testing.Command
import io.regshape.testing.FileTree
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

def inputs = new File(basedir, 'inputs')
inputs.mkdir()
def input = { String name -> new File(inputs, name) }
def tar = TestTar.sample('base').writeTo(input('base.tar').toPath())
def other = TestTar.sample('other').writeTo(input('other.tar').toPath())
def layer = { file -> LayerRequest.of('files', [TarFiles.of(file)]) }
def image = { String layout, file, String... names ->
    BuildImage.at(input(layout).toPath()).layers([layer(file)]).refNames(names.collect { RefName.parse(it) })
}

image('one', tar, 'latest').run()
image('two', tar, '1.0', 'stable').run()
image('two', other, '2.0').run()
image('platforms', tar, 'latest').platforms(['linux/amd64', 'linux/arm/v7'].collect { Platform.parse(it) }).run()
['missing', 'changed'].each { image(it, tar, 'latest').run() }
// The layer is the largest blob.
def largest = { String layout -> new File(input(layout), 'blobs/sha256').listFiles().max { it.length() } }
def blob = "sha256:${largest('one').name}"
largest('missing').delete()
// A byte of gzip's header that does not matter to gzip.
largest('changed').with { it.bytes = it.bytes.tap { bytes -> bytes[9] = 0 } }
def changed = Digest.sha256(largest('changed').bytes)
def manifest = ImageLayout.open(input('one').toPath()).index().manifests()[0].digest()

OciArchiveWriter.of(ImageLayout.open(input('one').toPath())).writeTo(input('oci.tar').toPath())
Command.of('sh', '-ec', '''
    mkdir folder empty
    echo text > text
    head -c 5000 oci.tar > short.tar
    gzip -c oci.tar > whole.tar.gz
    head -c 1000 whole.tar.gz > short.tar.gz
    # 10 GB of zeros, in 100 times the same 100 MB.
    head -c 100000000 /dev/zero | gzip > zeros.gz
    for i in 1 2 3 4 5 6 7 8 9 10; do cat zeros.gz; done > gigabyte.gz
    for i in 1 2 3 4 5 6 7 8 9 10; do cat gigabyte.gz; done > bomb.tar.gz
    rm zeros.gz gigabyte.gz whole.tar.gz
    ''').in(inputs).succeeds()
new TestTar().file('../oci-layout', 0644, '').writeTo(input('dots.tar').toPath())
new TestTar().file('/oci-layout', 0644, '').writeTo(input('absolute.tar').toPath())
new TestTar().symlink('oci-layout', '../../etc/passwd').writeTo(input('link.tar').toPath())
new TestTar().file('oci-layout', 0644, '1').file('./oci-layout', 0644, '22').writeTo(input('twice.tar').toPath())
new TestTar().file('manifest.json', 0644, '[{"Config":"a.json","RepoTags":null,"Layers":[]}]').writeTo(input('docker.tar').toPath())

def before = [:]
def failures = []
def template = new File(basedir, 'module.xml').text
def app = '<layers><layer><name>app</name><tars><tar>../inputs/other.tar</tar></tars></layer></layers>'

/** A goal that has to fail; in the message IN and LAYOUT stand for the paths. Beside it lies an image. */
def refused = { String name, String goal = 'build', String configuration, String message ->
    def module = new File(basedir, name)
    module.mkdir()
    SampleLayout.publish(new File(module, 'layout'), tar.toFile())
    [NAME: name, VERSION: projectVersion, GOAL: goal, CONFIGURATION: configuration + (goal == 'build' ? app : '')]
        .inject(template) { text, key, value -> text.replace(key, value) }
        .with { new File(module, 'pom.xml').text = it }
    failures << "$name: ${message.replace('IN/', "$inputs/").replace('LAYOUT', new File(module, 'layout').path)}".toString()
    before[name] = FileTree.describe(module.toPath())
}
def fromRefused = { String name, String from, String more = '', String message ->
    refused(name, "<from>$from</from>$more", message)
}

// What is no reference
def forms = ", it must be ${BaseReference.FORMS}"
fromRefused 'no-transport', '../inputs/one', "from: '../inputs/one' is no base image: it has no transport$forms"
fromRefused 'a-registry', 'docker://alpine', "from: 'docker://alpine' is no base image: it has no transport that is known$forms"
fromRefused 'no-path', 'oci:', "from: 'oci:' is no base image: it names no path$forms"
fromRefused 'no-ref', 'oci:../inputs/one:', "from: 'oci:../inputs/one:' is no base image: it ends in a colon without a REF$forms"
fromRefused 'no-version', 'maven:it:base', "from: 'maven:it:base' is no base image: it has no valid coordinates$forms"

// What is not there, or something else
fromRefused 'no-layout', 'oci:../inputs/none', 'from: IN/none is not an OCI Image Layout: it does not exist'
fromRefused 'a-folder', 'oci:../inputs/folder', 'from: IN/folder is not an OCI Image Layout: it has no file oci-layout'
fromRefused 'an-archive-for-a-layout', 'oci:../inputs/oci.tar',
    'from: IN/oci.tar is not an OCI Image Layout: it is a file, an archive is named with oci-archive: or docker-archive:'
fromRefused 'no-archive', 'oci-archive:../inputs/none.tar', 'from: the archive IN/none.tar cannot be read: there is no such file'
fromRefused 'a-layout-for-an-archive', 'oci-archive:../inputs/one', 'from: the archive IN/one cannot be read: it is a directory'
fromRefused 'a-text', 'oci-archive:../inputs/text',
    'from: IN/text is data of an unknown kind: it must be a tar, plain or compressed with gzip or zstd'
fromRefused 'an-oci-archive-for-dockers', 'docker-archive:../inputs/oci.tar',
    'from: IN/oci.tar is no archive of docker save: it has no file manifest.json, but an oci-layout: name it with oci-archive:'
fromRefused 'a-docker-archive-for-ocis', 'oci-archive:../inputs/docker.tar',
    'from: IN/docker.tar is no OCI archive: it has no file oci-layout, but a manifest.json: name it with docker-archive:'
fromRefused 'a-docker-archive-without-a-config', 'docker-archive:../inputs/docker.tar',
    "from: IN/docker.tar/manifest.json /0: the file 'a.json' that it names is not in the archive"

// Which image
fromRefused 'no-such-ref', 'oci:../inputs/two:3.0', "IN/two has no image '3.0'; there are: 1.0 = stable, 2.0"
fromRefused 'several-images', 'oci:../inputs/two', 'IN/two has several images, say which: 1.0 = stable, 2.0'
fromRefused 'no-such-platform', 'oci:../inputs/platforms:latest', '<architecture>s390x</architecture>',
    "IN/platforms has no image for the platform linux/s390x: 'latest' is for linux/amd64, linux/arm/v7"
fromRefused 'no-such-variant', 'oci:../inputs/platforms', '<platforms><p>linux/amd64</p><p>linux/arm/v6</p></platforms>',
    "IN/platforms has no image for the platform linux/arm/v6: 'latest' is for linux/amd64, linux/arm/v7"
fromRefused 'several-platforms', 'oci:../inputs/platforms',
    "IN/platforms has several images under 'latest', say for which platform: linux/amd64, linux/arm/v7"
fromRefused 'another-platform', 'oci:../inputs/one:latest', '<architecture>arm64</architecture><os>linux</os>',
    "IN/one has no image for the platform linux/arm64: 'latest' is for linux/amd64"

// What is not whole
fromRefused 'a-blob-is-missing', 'oci:../inputs/missing',
    "blob $blob referenced by manifest $manifest does not exist in IN/missing"
fromRefused 'a-blob-is-changed', 'oci:../inputs/changed',
    "digest mismatch for blob $blob in IN/changed: its bytes have the digest $changed"
fromRefused 'cut-short', 'oci-archive:../inputs/short.tar',
    'from: IN/short.tar: it is cut short: the tar has no end, which is a block of zeros'
fromRefused 'cut-short-in-its-gzip', 'oci-archive:../inputs/short.tar.gz',
    'from: IN/short.tar.gz is damaged or cut short gzip data: the gzip data is cut short'

// What is meant badly
fromRefused 'a-path-with-dots', 'oci-archive:../inputs/dots.tar',
    "from: IN/dots.tar: the path '../oci-layout' has '..' in it: an archive's paths lie beneath its root"
fromRefused 'an-absolute-path', 'oci-archive:../inputs/absolute.tar',
    "from: IN/absolute.tar: the path '/oci-layout' is absolute: an archive's paths lie beneath its root"
fromRefused 'a-link-that-leaves', 'oci-archive:../inputs/link.tar',
    "from: IN/link.tar: the link 'oci-layout' to '../../etc/passwd' leaves the archive"
fromRefused 'a-path-twice', 'oci-archive:../inputs/twice.tar', "from: IN/twice.tar: the path './oci-layout' is there twice"
fromRefused 'a-bomb', 'oci-archive:../inputs/bomb.tar.gz', '<maxUnpacked>50000000</maxUnpacked>',
    'from: IN/bomb.tar.gz unpacks to more than 50000000 bytes: set maxUnpacked to a larger number of bytes if that is as it should be'
fromRefused 'layers-that-are-too-large', 'oci:../inputs/one', '<maxUnpacked>2000</maxUnpacked>',
    'the base IN/one unpacks to more than 2000 bytes: set maxUnpacked to a larger number of bytes if that is as it should be'
fromRefused 'no-limit', 'oci:../inputs/one', '<maxUnpacked>16 GB</maxUnpacked>',
    "maxUnpacked: '16 GB' is no number of bytes, it must be a whole number, for example 17179869184"

// Platforms
refused 'equal-platforms', '<platforms><p>linux/arm64</p><p>linux/amd64</p><p>linux/arm64/v8</p></platforms>',
    'platforms: linux/arm64 and linux/arm64/v8 are the same platform: name each once'
refused 'no-platform', '<platforms><p>arm64</p></platforms>',
    "platforms: 'arm64' is no platform: it must be OS/ARCHITECTURE[/VARIANT], for example linux/arm64/v8"

// The layout as its own base
fromRefused 'its-own-base', 'oci:layout', 'from: oci:LAYOUT is the layout that is built: say which of its images is meant, ' +
    'oci:LAYOUT:REF, or give the new one another path'
fromRefused 'an-image-on-itself', 'oci:layout:latest', "from: oci:LAYOUT:latest is the image 'latest' that this build replaces. " +
    'Give the base another name, or the new image another path'
refused 'a-base-that-is-emptied', 'init', '<from>oci:layout:latest</from><ifExists>recreate</ifExists>',
    'from: the base is in LAYOUT itself, which ifExists=recreate would empty. Set ifExists to reuse, or another path'

// The steps, and putting blobs back
refused 'init-from-what-is-changed', 'init', '<from>oci:../inputs/changed</from><ifExists>recreate</ifExists>',
    "digest mismatch for blob $blob in IN/changed: its bytes have the digest $changed"
refused 'init-from-no-such-ref', 'init', '<from>oci:../inputs/two:3.0</from><ifExists>reuse</ifExists>',
    "IN/two has no image '3.0'; there are: 1.0 = stable, 2.0"
refused 'rehydrate-from-nowhere', 'rehydrate', '',
    'from is missing: it must name the image that this one was built on, for example oci:../base'
refused 'rehydrate-from-no-layout', 'rehydrate', '<from>oci:../inputs/none</from>',
    'from: IN/none is not an OCI Image Layout: it does not exist'

def modules = before.keySet().collect { "<module>$it</module>" }.join('\n    ')
new File(basedir, 'pom.xml').with { it.text = it.text.replace('<modules/>', "<modules>\n    $modules\n  </modules>") }
context.put('before', before)
context.put('failures', failures)
return true
