// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.Container
import io.regshape.testing.LayoutChecks

def oci = new File(basedir, 'target/oci')
def base = LayoutChecks.of(new File(basedir, 'java'), '17', interop)
def image = LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
assertThat(image.manifest().layers()*.digest()).startsWith(*base.manifest().layers()*.digest()).hasSize(4)
def config = image.config().object('config')
assertThat(config.strings('Cmd')).containsExactly('an', 'argument')
assertThat(config.strings('Env')).containsExactly('PATH=/opt/java/bin', 'GREETING=Hello')
assertThat(config.stringMap('Labels')).containsEntry('base', 'java').containsEntry('org.opencontainers.image.version', '1')

assert Container.run(oci, 'latest', interop) ==
    'Hello, world of /opt/java, from /app, 1 annotation, to an, argument\n'
return true
