// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.JavaContainer
import io.regshape.testing.LayoutChecks

def java = new File(basedir, 'plain-java/target/oci')
LayoutChecks.of(java, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
if (JavaContainer.canRun(interop)) {
    assertThat(JavaContainer.run(java, 'latest', interop)).isEqualTo('{"hello":"world"}')
}

def files = LayoutChecks.of(new File(basedir, 'static-files/target/oci'), 'latest', interop)
    .isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
def time = '2026-01-01 00:00:00'
assertThat(files.layerListings()).containsExactly(
    ["drwxr-xr-x 0/0 0 $time srv/", "drwxr-xr-x 0/0 0 $time srv/www/", "drwxr-xr-x 0/0 0 $time srv/www/css/",
     "-rw-r--r-- 0/0 32 $time srv/www/css/site.css", "lrwxrwxrwx 0/0 0 $time srv/www/home.html -> index.html",
     "-rw-r--r-- 0/0 139 $time srv/www/index.html"]*.toString(),
    ["drwxr-xr-x 0/0 0 $time usr/", "drwxr-xr-x 0/0 0 $time usr/local/", "drwxr-xr-x 0/0 0 $time usr/local/bin/",
     "-rwxr-xr-x 0/0 74 $time usr/local/bin/healthcheck"]*.toString())

def app = LayoutChecks.of(new File(basedir, 'base-and-app/app/target/oci'), 'latest', interop)
    .isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
def base = LayoutChecks.of(new File(basedir, 'base-and-app/base/target/oci'), 'latest', interop).isValid()
assertThat(app.manifest().layers()*.digest()).startsWith(*base.manifest().layers()*.digest()).hasSize(2)
assertThat(app.config().object('config').string('User')).isEqualTo('1000:1000')
if (JavaContainer.canRun(interop)) {
    assertThat(JavaContainer.run(new File(basedir, 'base-and-app/app/target/oci'), 'latest', interop))
        .isEqualTo('/opt/company/logging.properties has 2 lines\n')
}
return true
