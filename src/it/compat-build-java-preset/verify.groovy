// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.JavaContainer
import io.regshape.testing.LayoutChecks

def oci = new File(basedir, 'target/oci')
def log = BuildLog.of(basedir).printed()
assertThat(log.findAll { it =~ /^(Built|  \S+ sha256)/ }.collect { it.replaceAll(/sha256:\S+/, 'DIGEST').replaceAll(/\d+ bytes/, 'N bytes') })
    .containsExactly(
        'Built image [latest, 1.0] DIGEST (3 layers, N bytes)',
        '  dependencies DIGEST (N bytes) written: it is new',
        '  resources DIGEST (N bytes) written: it is new',
        '  classes DIGEST (N bytes) written: it is new')

['latest', '1.0'].each { LayoutChecks.of(oci, it, interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo() }
def image = LayoutChecks.of(oci, 'latest', interop)

def time = '2026-01-02 03:04:05'
def folder = { "drwxr-xr-x 0/0 0 $time $it".toString() }
def listings = image.layerListings()
assertThat(listings[0]).hasSize(3).startsWith(folder('app/'), folder('app/libs/')).last().asString()
    .matches("-rw-r--r-- 0/0 \\d+ $time app/libs/jspecify-1.0.0.jar")
assertThat(listings[1]).containsExactly(folder('app/'), folder('app/resources/'),
    "-rw-r--r-- 0/0 6 $time app/resources/name.txt".toString())
assertThat(listings[2].collect { it.split(' ').last() }).contains('app/classes/it/Application.class')

def pom = [
    'org.opencontainers.image.authors': 'Zoë Doe <zoe@example.com>',
    'org.opencontainers.image.created': '2026-01-02T03:04:05Z',
    'org.opencontainers.image.licenses': 'Apache-2.0',
    'org.opencontainers.image.revision': '0123456789abcdef0123456789abcdef01234567',
    'org.opencontainers.image.source': 'https://example.com/app.git',
    'org.opencontainers.image.title': 'A small application',
    'org.opencontainers.image.url': 'https://example.com/app',
    'org.opencontainers.image.vendor': 'Example Inc.',
    'org.opencontainers.image.version': '1.0']
assertThat(image.manifest().annotations().values()).isEqualTo(pom)
assertThat(image.config().object('config').stringMap('Labels')).isEqualTo(
    pom + ['org.opencontainers.image.title': 'Another title'] - ['org.opencontainers.image.vendor': 'Example Inc.'])

if (JavaContainer.canRun(interop)) {
    assertThat(JavaContainer.run(oci, '1.0', interop)).isEqualTo('Hello there, world: one, two words 1\n')
}
return true
