// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks

def target = new File(basedir, 'target')
LayoutChecks.of(new File(target, 'oci'), 'latest', interop).blobsHaveTheirDigest()
def blobs = new File(target, 'oci/blobs/sha256')
def layer = blobs.listFiles().max { it.length() }
assert Command.of('sh', '-c', 'gzip -dc "$1" | tar -tvf -', 'sh', layer).succeeds().contains(" ${9L << 30} ")
new File(target, 'large').delete()
blobs.deleteDir()
return true
