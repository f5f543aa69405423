// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.LayoutChecks

def target = new File(basedir, 'target')
def oci = new File(target, 'oci')
def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def run = { Object... arguments ->
    def printed = BuildLog.of(maven.call(basedir, arguments).succeeds()).printed()
    LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
    return printed
}
def index = { new File(oci, 'index.json').text }
def built = { List<String> lines -> lines.findAll { it =~ /^(Built|  \S+ sha256)/ } }

assertThat(built(BuildLog.of(basedir).printed())).hasSize(4)
def first = index()

// What the cache restores is the image; no goal ran, and there are no classes.
target.deleteDir()
assertThat(built(run('verify'))).isEmpty()
assertThat(new File(target, 'classes')).doesNotExist()
assertThat(index()).isEqualTo(first)

// The goal goes on from a layout that was restored: its blobs are right, only younger.
def restored = built(run(maven.goal('build')))
assertThat(index()).isEqualTo(first)
assertThat(restored).anyMatch { (it =~ /^  dependencies .* kept$/).find() }

// Where the jar alone is there, it is enough.
oci.deleteDir()
assertThat(new File(target, 'classes')).doesNotExist()
assertThat(built(run(maven.goal('build')))).hasSize(4)
assertThat(index()).isEqualTo(first)
return true
