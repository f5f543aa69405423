// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.model.JsonObject;
import io.regshape.testing.SampleLayout;
import java.nio.file.Files;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class ShowMojoTest extends GoalTest {
    @Test
    @InjectMojo(goal = "show")
    void anEmptyIndexIsPrettyPrinted(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        goal.execute();
        assertThat(printed)
                .containsExactly(
                        "[INFO] {",
                        "[INFO]   \"schemaVersion\": 2,",
                        "[INFO]   \"mediaType\": \"application/vnd.oci.image.index.v1+json\",",
                        "[INFO]   \"manifests\": []",
                        "[INFO] }");
    }

    @Test
    @InjectMojo(goal = "show")
    @MojoParameter(name = "outputFile", value = "out.json")
    void theFileGetsTheIndexOnOneLine(Mojo goal) throws Exception {
        publish();
        goal.execute();
        byte[] index = Files.readAllBytes(layout.toPath().resolve("index.json"));
        assertThat(json())
                .doesNotContain("\n")
                .isEqualTo(JsonObject.parse(index, "index.json").toString());
    }
}
