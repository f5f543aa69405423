// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks

['java', 'site'].each {
    LayoutChecks.of(new File(basedir, 'target/oci'), it, interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
}
def index = new File(basedir, 'target/oci/index.json').text
def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)

/** Builds the images again in another folder, from the same classes and libraries, and returns the index. */
def build = { String folder, Map environment, String order ->
    Command.of('sh', '-ec', '''
        umask 077
        mkdir "$1"
        cp pom.xml "$1"
        mkdir "$1/target"
        cp -r target/classes "$1/target"
        sh make-site.sh "$1/site" "$2"
        [ "$(id -u)" != 0 ] || chown -hR 1234:4321 "$1/site"
        ''', 'sh', folder, order).in(basedir).succeeds()
    def there = new File(basedir, folder)
    def command = maven.prefixed(there, ['sh', '-c', 'umask 077; exec "$@"', 'sh'],
        maven.goal('build@java'), maven.goal('build@site'))
    environment.each { name, value -> command.env(name, value) }
    command.succeeds()
    return new File(there, 'target/oci/index.json').text
}

assertThat(build('another folder', [LC_ALL: 'C', LANG: 'C', TZ: 'Asia/Kathmandu', USER: 'somebody',
    MAVEN_OPTS: '-Duser.timezone=Pacific/Kiritimati -XX:ActiveProcessorCount=7'], '-r')).isEqualTo(index)
assertThat(build('turkish', [LC_ALL: 'C.UTF-8', MAVEN_OPTS: '-Duser.language=tr -Duser.country=TR -XX:ActiveProcessorCount=1'],
    '-n')).isEqualTo(index)
if (jdk) {
    assertThat(build('another-jdk', [JAVA_HOME: jdk, LC_ALL: 'C'], '-R')).isEqualTo(index)
} else {
    println 'A check was left out: regshape.it.jdk names no second JDK'
}
return true
