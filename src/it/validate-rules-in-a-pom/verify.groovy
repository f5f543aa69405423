// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog

def lines = BuildLog.of(basedir).lines()
assert lines.contains("[INFO] Layout at ${new File(basedir, 'linked')} is valid.".toString())
assert lines.count { it.startsWith('[INFO] OCI-LAYOUT-007 blobs/sha256/') } == 3
def page = new File(basedir, 'target/image.html').text
assert page.contains('>valid<')
assert page.contains('regshape add-layer')
return true
