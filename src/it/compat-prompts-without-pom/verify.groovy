// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.validate.LayoutValidator

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def mvn = maven.commandLine() - '-B'
def image = new File(basedir, 'image')
def imageGoals = ['init', 'add-layer', 'generate-config', 'generate-manifest'].collect { maven.goal(it) }

/** Calls Maven in a terminal; what is printed there beside Maven's own lines is returned. */
def inTerminal = { List<String> answers, List<String> command ->
    image.deleteDir()
    def output = Command.of('python3', 'terminal.py', answers.collect { "$it|" }.join(), *command)
        .in(basedir).env('JAVA_HOME', System.getProperty('java.home')).seconds(150).succeeds()
    BuildLog.of(output).printed()
}
def makeImage = { String... parameters ->
    [*mvn, *imageGoals, '-Dregshape.path=image', '-Dregshape.file=layer.tar', *parameters]
}
/** An image with default values was made; returned is what the index says of it. */
def entry = {
    assert LayoutValidator.validate(image.toPath()).empty
    def manifests = new JsonSlurper().parse(new File(image, 'index.json')).manifests
    assert manifests.size() == 1
    manifests[0]
}
def questions = { List<String> printed -> printed.findAll { it.contains(' : ') } }
def notAsked = { String how, List<String> command ->
    assertThat(questions(inTerminal([], command))).as(how).isEmpty()
    assert entry().platform == [architecture: 'amd64', os: 'linux']
    assert !entry().annotations
}

// Answers are used.
def printed = inTerminal(['y', 'arm64', '', '', 'latest'], makeImage())
assert printed[1] ==
    "Detected media type for ${new File(basedir, 'layer.tar')}: application/vnd.oci.image.layer.v1.tar+gzip"
assert questions(printed) == [
    'Accept? [Y/n] : y',
    'Architecture [amd64] : arm64',
    'OS [linux] : ',
    'Media type [application/vnd.oci.image.config.v1+json] : ',
    'Reference name (e.g. latest) [skip] : latest']
assert entry().platform == [architecture: 'arm64', os: 'linux']
LayoutChecks.check(image, 'latest', interop, [new File(basedir, 'layer.tar')])

// No answer is the default.
assert questions(inTerminal([''] * 5, makeImage())).size() == 5
assert entry().platform == [architecture: 'amd64', os: 'linux']
assert !entry().annotations

// What was given is not asked for; another type than the one that was found is.
printed = inTerminal(['n', 'application/vnd.oci.image.layer.v1.tar', ''],
    makeImage('-Dregshape.architecture=s390x', '-Dregshape.os=linux', '-Dregshape.refName=latest'))
assert questions(printed) == [
    'Accept? [Y/n] : n',
    'Enter media type : application/vnd.oci.image.layer.v1.tar',
    'Media type [application/vnd.oci.image.config.v1+json] : ']
assert entry().platform == [architecture: 's390x', os: 'linux']
LayoutChecks.of(image, 'latest', interop).isValid().isCopiedBySkopeo()
def layer = new JsonSlurper().parse(new File(image, '.regshape-stage.json')).layers[0]
assert [layer.media_type, layer.digest] == ['application/vnd.oci.image.layer.v1.tar', layer.diff_id]

// Nobody is asked where nobody is, or where the output is for programs.
notAsked('-B', makeImage('-B'))
notAsked('-q', makeImage('-q'))
notAsked('json', makeImage('-Dregshape.json'))
notAsked('pipe', ['sh', '-c', '"$@" | cat', 'sh', *makeImage()])
notAsked('bound', [*mvn, '-f', 'bound.xml', 'package', '-Dregshape.path=image'])
return true
