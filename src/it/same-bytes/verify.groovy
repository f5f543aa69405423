// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.Maven
import io.regshape.testing.LayoutChecks

def tar = new File(basedir, 'layer.tar')
LayoutChecks.check(new File(basedir, 'target/oci'), 'latest', interop, [tar, tar, tar])

/** Builds the image again in another folder, and returns the bytes of its index. */
def build = { String folder, String javaHome, String options ->
    def there = new File(basedir, folder)
    there.mkdirs()
    ['pom.xml', 'layer.tar'].each { new File(there, it).bytes = new File(basedir, it).bytes }
    new Maven(localRepositoryPath, projectVersion, mavenHome)
        .prefixed(there, ['sh', '-c', 'umask 077; exec "$@"', 'sh'], 'package')
        .env('JAVA_HOME', javaHome).env('MAVEN_OPTS', options)
        .env('TZ', 'Asia/Kathmandu').env('LC_ALL', 'tr_TR.UTF-8').env('USER', 'somebody')
        .succeeds()
    return new File(there, 'target/oci/index.json').text
}

def index = new File(basedir, 'target/oci/index.json').text
assert index == build('another folder', System.getProperty('java.home'),
    '-Duser.timezone=Pacific/Kiritimati -Duser.language=tr -Duser.country=TR -XX:ActiveProcessorCount=7')
if (jdk) {
    assert index == build('another-jdk', jdk, '-XX:ActiveProcessorCount=1')
} else {
    println 'A check was left out: regshape.it.jdk names no second JDK'
}
return true
