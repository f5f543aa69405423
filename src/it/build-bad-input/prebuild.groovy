// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.FileTree
import io.regshape.testing.SampleLayout
import io.regshape.testing.TestTar

def tar = TestTar.sample('good').writeTo(new File(basedir, 'layer.tar').toPath()).toFile()
def inputs = new File(basedir, 'inputs')
Command.of('sh', '-ec', '''
    mkdir -p inputs/good inputs/other inputs/loop inputs/fifo inputs/dangling inputs/links inputs/removed inputs/empty
    for folder in good other; do echo $folder > inputs/$folder/a; done
    ln -s ../loop inputs/loop/again
    mkfifo inputs/fifo/pipe
    ln -s nowhere inputs/dangling/link
    ln -s ../good/a inputs/links/link
    echo > inputs/removed/.wh.a
    touch inputs/.wh..
    tar -cf inputs/removes.tar -C inputs .wh..
    cat > Two.java <<'JAVA'
package it;
class One { public static void main(String[] args) {} }
class Two { public static void main(String[] args) {} }
JAVA
    "$1/bin/javac" -d inputs/classes Two.java
    ''', 'sh', System.getProperty('java.home')).in(basedir).succeeds()

def before = [:]
def failures = []
def template = new File(basedir, 'module.xml').text

/** A build that has to fail; in the message INPUTS and MODULE stand for the paths. Beside it lies an image. */
def refused = { Map words = [:], String name, String configuration, String message ->
    def module = new File(basedir, name)
    module.mkdir()
    SampleLayout.publish(new File(module, 'layout'), tar)
    ([PACKAGING: 'pom', OUTPUT: 'none'] + words + [NAME: name, VERSION: projectVersion, CONFIGURATION: configuration])
        .inject(template) { text, key, value -> text.replace(key, value) }
        .with { new File(module, 'pom.xml').text = it }
    if (message) {
        failures << "$name: ${message.replace('INPUTS', inputs.path).replace('MODULE', module.path)}".toString()
    }
    before[name] = FileTree.describe(module.toPath())
}
def layerRefused = { String name, String content, String message ->
    refused(name, "<layers><layer><name>a</name>$content</layer></layers>", message)
}
def folderRefused = { String name, String folder, String more = '', String message ->
    layerRefused(name, "<fileSets><fileSet><directory>../inputs/$folder</directory>$more</fileSet></fileSets>", message)
}
def file = { String name, String more = '' -> "<file><source>../inputs/$name</source>$more</file>" }
def fileRefused = { String name, String source, String more = '', String message ->
    layerRefused(name, "<files>${file(source, more)}</files>", message)
}
def good = "<files>${file('good/a')}</files>"
def link = { String path, String target -> "<links><link><path>$path</path><target>$target</target></link></links>" }

// Sources
folderRefused 'folder-missing', 'none',
    'layer \'a\': the directory INPUTS/none cannot be read: it does not exist'
folderRefused 'folder-is-a-file', 'good/a',
    'layer \'a\': the directory INPUTS/good/a: INPUTS/good/a is no directory: give a directory, or name the file as one'
fileRefused 'file-missing', 'good/none',
    'layer \'a\': the file INPUTS/good/none cannot be read: it does not exist'
fileRefused 'file-is-a-folder', 'good',
    'layer \'a\': the file INPUTS/good is a directory: use a file set'
folderRefused 'fifo', 'fifo',
    'layer \'a\': the directory INPUTS/fifo: INPUTS/fifo/pipe is neither a file nor a directory nor a link (a socket, a pipe ' +
        'or a device): exclude it'
folderRefused 'loop-of-links', 'loop', '<symlinks>follow</symlinks>',
    'layer \'a\': the directory INPUTS/loop: INPUTS/loop/again leads back to a directory that it lies in: its symbolic links ' +
        'go in a circle'
folderRefused 'link-to-nowhere', 'dangling', '<symlinks>follow</symlinks>',
    'layer \'a\': the directory INPUTS/dangling: INPUTS/dangling/link cannot be read: it is a symbolic link that leads nowhere'
folderRefused 'link-not-wanted', 'links', '<symlinks>refuse</symlinks>',
    'layer \'a\': the directory INPUTS/links: INPUTS/links/link is a symbolic link, and symlinks is refuse: exclude it, or ' +
        'set symlinks to keep or follow'
layerRefused 'tar-missing', '<tars><tar>../inputs/none.tar</tar></tars>',
    'layer \'a\': the tar INPUTS/none.tar cannot be read: it does not exist'
layerRefused 'tar-is-text', '<tars><tar>../inputs/good/a</tar></tars>',
    'layer \'a\': INPUTS/good/a is no tar but data of an unknown kind: give a tar, plain or compressed with gzip ' +
        'or zstd'
layerRefused 'file-of-the-layout', '<files><file><source>layout/index.json</source></file></files>',
    "layer 'a': the file MODULE/layout/index.json lies in the layout that is written: it cannot hold itself. Give a file " +
        'outside of it, for example a copy'
layerRefused 'tar-of-the-layout', '<tars><tar>layout/index.json</tar></tars>',
    "layer 'a': the tar MODULE/layout/index.json lies in the layout that is written: it cannot hold itself. Give a file " +
        'outside of it, for example a copy'
layerRefused 'tar-that-removes-the-root', '<tars><tar>../inputs/removes.tar</tar></tars>',
    "layer 'a': INPUTS/removes.tar: the whiteout '.wh..' removes the folder that it lies in, or the one above: behind .wh. " +
        'there must be the name of a file or folder'

// Paths in the image
fileRefused 'path-with-dots', 'good/a', '<outputDirectory>/app/../../etc</outputDirectory>',
    "a file in layer 'a': the file INPUTS/good/a: the path '/app/../../etc/a' in the image has '..' in it: it must be an absolute " +
        'path without, for example /app/lib'
fileRefused 'name-with-dots', 'good/a', '<destName>../b</destName>',
    "a file in layer 'a': the file INPUTS/good/a: the path '/../b' in the image has '..' in it: it must be an absolute path without, " +
        'for example /app/lib'
folderRefused 'folder-with-dots', 'good', '<outputDirectory>..</outputDirectory>',
    "a fileSet in layer 'a': the directory INPUTS/good: the path '..' in the image has '..' in it: it must be an absolute path without, " +
        'for example /app/lib'
layerRefused 'two-files-at-one-path', "<files>${file('good/a')}${file('other/a')}</files>",
    "layer 'a': the path 'a' comes from two sources: the file INPUTS/good/a, and the file INPUTS/other/a. Exclude it from " +
        'one of them'
layerRefused 'a-file-and-a-link-at-one-path', good + link('a', 'b'),
    "layer 'a': the path 'a' comes from two sources: the file INPUTS/good/a, and the link /a to b. Exclude it from one of " +
        'them'
layerRefused 'a-link-in-a-file', good + link('a/b', 'c'),
    "layer 'a': 'a' is no directory, but 'a/b' lies beneath it: the file INPUTS/good/a, and the link /a/b to c. Exclude it " +
        'from one of them'
folderRefused 'a-name-that-removes', 'removed',
    "layer 'a': the directory INPUTS/removed: '.wh.a' would remove a file: in a layer, names that begin with .wh. mean that " +
        '(layer.md). Exclude it, or ask for the removal with a whiteout'

// What is not given
layerRefused 'file-not-named', '<files><file><destName>b</destName></file></files>',
    "a file in layer 'a' has no source: <source> is required"
layerRefused 'folder-not-named', '<fileSets><fileSet/></fileSets>',
    "a fileSet in layer 'a' has no directory: <directory> is required"
layerRefused 'link-without-a-target', '<links><link><path>/a</path></link></links>',
    "a link in layer 'a' has no target: <target> is required"
["<whiteout/>", "<whiteout> </whiteout>", '<whiteout>${empty}</whiteout>'].eachWithIndex { whiteout, i ->
    layerRefused "whiteout-of-nothing-$i", "$good<whiteouts>$whiteout</whiteouts>",
        "a whiteout in layer 'a' has no path: <whiteout>PATH</whiteout> is required"
}
["<tar/>", "<tar> </tar>", '<tar>${empty}</tar>'].eachWithIndex { tarElement, i ->
    layerRefused "tar-not-named-$i", "$good<tars>$tarElement</tars>",
        "a tar in layer 'a' has no path: <tar>PATH</tar> is required"
}
layerRefused 'nothing-in-the-image', '<fileSets><fileSet><directory>../inputs/empty</directory></fileSet></fileSets>',
    "the image would have no layer: layer 'a': the directory INPUTS/empty has nothing that matches"
refused 'layer-name-of-two-lines', "<layers><layer><name>a&#10;b</name>$good</layer></layers>",
    "the layer name 'a?b' has a line break or another control character in it, shown as ?: it must be one line of text, " +
        'for example libs'
refused 'two-layers-of-one-name', '<layers><layer><name>a</name></layer><layer><name>a</name></layer></layers>',
    "layers: the layers 1 and 2 are both named 'a': give each a name of its own"

// Values
folderRefused 'symlinks-in-an-unknown-way', 'good', '<symlinks>copy</symlinks>',
    "a fileSet in layer 'a': symlinks: 'copy' is not valid, it must be keep, follow or refuse"
fileRefused 'mode-no-number', 'good/a', '<fileMode>rw-r--r--</fileMode>',
    "a file in layer 'a': fileMode: 'rw-r--r--' is no mode: it must be an octal number such as 0644, or keep"
fileRefused 'mode-not-octal', 'good/a', '<fileMode>0888</fileMode>',
    "a file in layer 'a': fileMode: '0888' is no mode: it must be an octal number such as 0644, or keep"
layerRefused 'mode-of-the-layer', "$good<directoryMode>x</directoryMode>",
    "layer 'a': directoryMode: 'x' is no mode: it must be an octal number such as 0644, or keep"
layerRefused 'owner-a-name', "$good<owner>root:root</owner>",
    "layer 'a': owner: 'root:root' is not valid: it must be numbers, USER:GROUP, for example 1000:1000"
layerRefused 'format-unknown', "$good<compressFormat>xz</compressFormat>",
    "layer 'a': 'xz' is no compressFormat: it must be gzip, zstd or none"
layerRefused 'level-too-high', "$good<compressionLevel>10</compressionLevel>",
    "layer 'a': compressionLevel 10 is out of range for gzip: it must be 1 to 9"
layerRefused 'level-no-number', "$good<compressionLevel>best</compressionLevel>",
    "layer 'a': compressionLevel: 'best' is not valid, it must be a whole number: 1 to 9 for gzip, 1 to 22 for zstd"
layerRefused 'scope-unknown', '<dependencySets><dependencySet><scope>import</scope></dependencySet></dependencySets>',
    "scope of a dependencySet in layer 'a': 'import' is not valid, it must be one of runtime, compile, provided, system, " +
        'test'
refused 'name-unknown', "<layers><layer>$good</layer></layers><refNames><name>a b</name></refNames>",
    "refNames: 'a b' is no reference name: it must be letters and digits of ASCII, with single separators out of " +
        '- . _ : @ + / between them, for example latest or 1.2.0'

// What matches nothing
def strict = { String content -> "<layers><layer><name>a</name>$content</layer></layers><failOnEmpty>true</failOnEmpty>" }
refused 'pattern-of-nothing', strict('<fileSets><fileSet><directory>../inputs/good</directory>' +
    '<includes><include>a</include><include>b</include></includes></fileSet></fileSets>'),
    "layer 'a': the directory INPUTS/good: nothing matches the pattern b (failOnEmpty makes that an error)"
refused 'dependency-missing', strict("$good<dependencySets><dependencySet>" +
    '<includes><include>org.jspecify:*</include><include>none:none</include></includes></dependencySet></dependencySets>'),
    "include 'none:none' of a dependencySet in layer 'a' matches no dependency of scope runtime (failOnEmpty makes that an " +
        'error)'

// What is no application
refused 'main-class-missing', '<mainClass>it.Three</mainClass>',
    "the mainClass 'it.Three' is not in INPUTS/classes, and in none of the libraries (1): it must be a full name, " +
        'for example com.example.App. Main classes found: it.One, it.Two', PACKAGING: 'jar', OUTPUT: '../inputs/classes'
refused 'main-classes', '',
    'several main classes found in INPUTS/classes: set mainClass to one of it.One, it.Two', PACKAGING: 'jar', OUTPUT: '../inputs/classes'
refused 'no-main-class', '',
    'no main class found in INPUTS/good: set mainClass', PACKAGING: 'jar', OUTPUT: '../inputs/good'
refused 'no-classes', '',
    'there are no classes at INPUTS/none: compile or package the application first, or name a ' +
        'directory of classes or a jar', PACKAGING: 'jar', OUTPUT: '../inputs/none'
refused 'war', '',
    'layers is missing: only a jar has layers of its own, the packaging of war is war. Say in <layers> what goes where ' +
        'in the image', PACKAGING: 'war'

// Maven itself refuses elements that it does not know.
refused 'element-unknown', '<layers><layer><fileSets><fileSet><folder>..</folder></fileSet></fileSets></layer></layers>', ''

def modules = before.keySet().collect { "<module>$it</module>" }.join('\n    ')
new File(basedir, 'pom.xml').with { it.text = it.text.replace('<modules/>', "<modules>\n    $modules\n  </modules>") }
context.put('before', before)
context.put('failures', failures)
return true
