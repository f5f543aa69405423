// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks

// The block under that heading, as it stands; mvn is the one of this build, with the repository of this test.
def readme = new File(basedir, '../../../../README.md').text
def commands = (readme =~ /(?s)### Step by step on the command line.*?```shell\n(.*?)```/)[0][1]
assert commands.readLines().size() == 5
Command.of('bash', '-ec', 'maven=("$@")\nmvn() { "${maven[@]}" "$@"; }\n' + commands, 'bash',
    *new Maven(localRepositoryPath, projectVersion, mavenHome).commandLine()).in(basedir).succeeds()

def image = new File(basedir, 'my-image')
LayoutChecks.check(image, 'latest', interop, [new File(basedir, 'layer.tar')])
assert new JsonSlurper().parse(new File(image, 'index.json')).manifests[0].platform == [architecture: 'arm64', os: 'linux']
return true
