// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.Maven
import io.regshape.testing.LayoutChecks

// A project without classes, of which earlier builds have left jars: the image is that of a clean build each time.
def oci = new File(basedir, 'target/oci')
def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def build = { String... arguments ->
    maven.call(basedir, *arguments).succeeds()
    LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest()
    return new File(oci, 'index.json').text
}
def text = new File(basedir, 'src/main/resources/text.txt')
def first = new File(oci, 'index.json').text

// In front of the phase package there is no jar of this build, but a shaded one of the build before.
assertThat(build('package')).isEqualTo(first)
text.text = 'second\n'
def second = build('package')
assertThat(second).isNotEqualTo(first)
assertThat(build('clean', 'package')).isEqualTo(second)

// A jar that maven-shade-plugin has filled is not the project's own, whether it is of this build or of the one before.
def shade = ['package', '-Dbuild.phase=package', '-Dshade.phase=package'] as String[]
assertThat(build(shade)).isEqualTo(second)
assertThat(build(shade)).isEqualTo(second)
text.text = 'first\n'
assertThat(build(shade)).isEqualTo(first)
return true
