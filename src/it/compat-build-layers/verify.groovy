// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.LayoutChecks
import io.regshape.testing.TestTar

def oci = new File(basedir, 'target/oci')
def image = LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
def listings = image.layerListings().collect { lines -> lines.collect { it.replace(' 1980-02-01 00:00:00', '') } }

assertThat(listings[0]).containsExactly(*'''\
drwxr-xr-x 0/0 0 srv/
dr-x------ 0/0 0 srv/all/
dr-x------ 0/0 0 srv/all/.git/
-r-------- 0/0 4 srv/all/.git/HEAD
drwxr-xr-x 0/0 0 srv/followed/
-rw-r--r-- 0/0 7 srv/followed/home.html
-rw-r--r-- 0/0 7 srv/followed/index.html
drwxr-x--- 0/0 0 srv/kept/
-rw-r----- 0/0 7 srv/kept/secret
drwxr-xr-x 0/0 0 srv/www/
drwxr-xr-x 0/0 0 srv/www/css/
-rw-r--r-- 0/0 4 srv/www/css/same.css
hrw-r--r-- 0/0 0 srv/www/css/style.css link to srv/www/css/same.css
drwxr-xr-x 0/0 0 srv/www/empty/
lrwxrwxrwx 0/0 0 srv/www/home.html -> index.html
-rw-r--r-- 0/0 7 srv/www/index.html
'''.readLines())
assertThat(listings[1].collect { it.replaceAll(/ \d+ (app\/(libs|provided)\/\S)/, ' N $1') }).containsExactly(*'''\
drwxr-x--- 1000/1001 0 app/
drwxr-x--- 1000/1001 0 app/bin/
-rw-r----- 1000/1001 10 app/bin/run
drwxr-x--- 1000/1001 0 app/libs/
-rw-r----- 1000/1001 N app/libs/jspecify-1.0.0.jar
drwxr-x--- 1000/1001 0 app/provided/
-rw-r----- 1000/1001 N app/provided/javax.inject-1.jar
-rwsr-xr-x 1000/1001 10 app/run.sh
-rw-r----- 1000/1001 10 run.sh
drwxr-x--- 1000/1001 0 usr/
drwxr-x--- 1000/1001 0 usr/bin/
lrwxrwxrwx 1000/1001 0 usr/bin/run -> /app/bin/run
'''.readLines())
// What a tar says of its entries stays: owners, modes and times.
assertThat(listings[2]).contains('-rw-r--r-- 0/0 0 etc/.wh.motd')
assertThat(listings[2].collect { it.replaceAll(/ \d{4}-\S+ \S+/, '') }).contains(
    '-rw-r----- 1234/4321 10 opt/extra', 'lrwxrwxrwx 1234/4321 0 opt/link -> extra', '-rwxr-xr-x 1234/4321 11 opt/more')

// The same on every Maven, JDK and machine, as long as the inputs are.
assertThat(image.config().object('rootfs').strings('diff_ids')).startsWith(
    'sha256:78344e803450d55549f8fca13e8a33d46823090a651a470a280e6b136cce5b8d',
    'sha256:981cfd9a4e78da1bdb7abd1cc9f979ef9ba7069d62b12f8884bab6fae2c9edd2')

def manifest = image.manifest()
assertThat(manifest.layers()*.mediaType()*.value()).containsExactly(
    'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.oci.image.layer.v1.tar',
    'application/vnd.oci.image.layer.v1.tar+gzip')
assertThat(manifest.layers()*.annotations()*.values()).containsExactly([of: 'the layer'], [:], [:])
assertThat(manifest.annotations().values()).isEqualTo([of: 'the manifest'])
assertThat(image.config().object('config').stringMap('Labels')).isEqualTo([of: 'the config'])
assertThat(image.config().objects('history')*.string('created_by')).hasSize(3).startsWith('web designers')

/** Builds once more, and returns what became of the layers. */
def build = {
    def printed = BuildLog.of(new Maven(localRepositoryPath, projectVersion, mavenHome).call(basedir, 'package').succeeds()).printed()
    return printed.findAll { it =~ /^  \S+ sha256/ }.collect { (it =~ /\(.*?\) (.*)$/)[0][1] }
}

// Nothing changed, in the tars either; then one of them is another one, and what was in the first is gone.
assertThat(build()).containsExactly('kept', 'kept', 'kept')
new File(basedir, 'more.tar.gz').bytes = new TestTar().file('opt/other', 0755, 'from another').gzip()
def again = build()
assertThat(again.take(2)).containsExactly('kept', 'kept')
assertThat(again[2]).startsWith('written: ')
assertThat(LayoutChecks.of(oci, 'latest', interop).isValid().isCopiedBySkopeo().layerListings()[2].collect { it.split(' ')[-1] })
    .contains('opt/other', 'opt/extra').doesNotContain('opt/more')
return true
