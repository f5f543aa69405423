// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class GenerateIndexMojoTest extends GoalTest {
    @Test
    @InjectMojo(goal = "generate-index", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <outputFile>out.json</outputFile>
              <refName>all</refName>
              <annotations><a>b</a></annotations>
            </configuration></plugin></plugins></build></project>""")
    void namesTheIndex(Mojo goal) throws Exception {
        publish();
        goal.execute();
        assertThat(entries()).hasSize(2);
        String digest = entries().get(1).digest().toString();
        long size = entries().get(1).size();
        assertThat(printed)
                .containsExactly("[INFO] Generated index [all] " + digest + " (" + size + " bytes) of linux/amd64");
        assertThat(json())
                .isEqualTo("{\"annotations\":{\"a\":\"b\"},\"digest\":\"" + digest
                        + "\",\"media_type\":\"application/vnd.oci.image.index.v1+json\","
                        + "\"platforms\":[\"linux/amd64\"],\"ref_names\":[\"all\"],\"size\":" + size + "}");
        assertValid();
    }

    @Test
    @InjectMojo(goal = "generate-index")
    void aNameIsRequired(Mojo goal) throws Exception {
        publish();
        assertRefused(goal, "refName is missing: it must be the name of the image index, for example latest");
    }
}
