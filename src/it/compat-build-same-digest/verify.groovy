// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.digest.Digest
import io.regshape.testing.LayoutChecks

def oci = new File(basedir, 'target/oci')
def image = LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest()
assertThat(image.layerListings()[0].findAll { it.endsWith('.jar') }.collect { it - ~/.*\// }).containsExactly(
    'apiguardian-api-1.1.2.jar', 'jspecify-1.0.0.jar', 'junit-jupiter-api-6.1.3.jar', 'junit-platform-commons-6.1.3.jar',
    'opentest4j-1.3.0.jar')

// On every Maven, JDK and machine: what is in the image is here or fixed in Central. Another digest is a breaking change.
assertThat(Digest.sha256(new File(oci, 'index.json').bytes).toString()).isEqualTo('sha256:f13f3c2e49ea456ebe5355a10a625dedf4aae6b229524864d94857517e5a9f5c')
return true
