// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.LayoutChecks

def layout = new File(basedir, 'target/oci')
def tar = new File(basedir, 'layer.tar')
assert tar.length() > 1L << 32
LayoutChecks.of(layout, 'latest', interop).blobsHaveTheirDigest().hasDiffIdsOf([tar] * 4)

new File(layout, 'blobs').deleteDir()
tar.delete()
new File(basedir, 'layer.tar.gz').delete()
return true
