// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.model.Descriptor;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class AnnotateManifestMojoTest extends GoalTest {
    @Test
    @InjectMojo(goal = "annotate-manifest", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <outputFile>out.json</outputFile>
              <annotations>
                <version>1</version>
                <property><name>org.x/y</name><value>v</value></property>
              </annotations>
            </configuration></plugin></plugins></build></project>""")
    void annotatesTheManifest(Mojo goal) throws Exception {
        publish();
        Descriptor old = manifest();
        goal.execute();
        Descriptor now = manifest();
        assertThat(now.digest()).isNotEqualTo(old.digest());
        assertThat(printed).containsExactly("[INFO] Updated manifest annotations: " + now.digest());
        assertThat(json())
                .isEqualTo("{\"annotations\":{\"org.x/y\":\"v\",\"version\":\"1\"},\"digest\":\"" + now.digest()
                        + "\",\"media_type\":\"application/vnd.oci.image.manifest.v1+json\",\"ref_name\":\"latest\","
                        + "\"size\":" + now.size() + "}");
        assertThat(project.getProperties())
                .containsEntry("regshape.manifest.digest", now.digest().toString());
        assertValid();
    }

    @Test
    @CommandLine
    @Defined("regshape.replace=true")
    @InjectMojo(goal = "annotate-manifest")
    void needsAnAnnotation(Mojo goal) throws Exception {
        publish();
        assertRefused(
                goal,
                "annotations is missing: give at least one, <annotations> in the POM or -Dregshape.annotation.KEY=VALUE "
                        + "on the command line");
    }
}
