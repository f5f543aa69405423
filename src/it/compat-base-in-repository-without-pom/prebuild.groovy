// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

basedir.eachFileRecurse { file ->
    if (file.name == 'pom.xml') {
        file.text = file.text.replace('@project.version@', projectVersion).replace('@remote@', new File(basedir, 'remote').toURI() as String)
        TestTar.sample(file.parentFile.name).writeTo(new File(file.parentFile, 'layer.tar').toPath())
    }
}
// Builds of their own: for Maven 4 those beneath one root have a repository in common.
['producer', 'consumer', 'installed'].each { new File(basedir, "$it/.mvn").mkdir() }
// What an earlier run installed and resolved.
new File(localRepositoryPath as String, 'it/bases').deleteDir()

def damaged = new File(basedir, 'remote/it/bases/damaged/1/damaged-1-oci.tar')
TestTar.sample('damaged').writeTo(damaged.toPath())
new File("${damaged}.sha1").text = '0' * 40
return true
