// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.TestTar

TestTar.sample('prompts').writeTo(new File(basedir, 'layer.tar').toPath())
def goals = ['init', 'add-layer', 'generate-config', 'generate-manifest'].collect {
    "<execution><id>$it</id><phase>package</phase><goals><goal>$it</goal></goals></execution>"
}
new File(basedir, 'bound.xml').text = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>it</groupId>
  <artifactId>bound</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>io.regshape</groupId>
        <artifactId>regshape-maven-plugin</artifactId>
        <version>$projectVersion</version>
        <configuration><file>layer.tar</file></configuration>
        <executions>${goals.join()}</executions>
      </plugin>
    </plugins>
  </build>
</project>
"""
return true
