// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.stage.GenerateConfig;
import io.regshape.testing.SampleLayout;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class UpdateConfigMojoTest extends GoalTest {
    private void generate() throws Exception {
        SampleLayout.stage(layout, tar);
        GenerateConfig.in(layout.toPath())
                .settings(ConfigSettings.none().withUser("app").withLabels(Annotations.of(Map.of("a", "1"))))
                .run();
    }

    private String content() throws Exception {
        return document(config()).toString();
    }

    @Test
    @InjectMojo(goal = "update-config", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <outputFile>out.json</outputFile>
              <architecture>arm64</architecture>
              <created>2026-01-02T03:04:05Z</created>
              <labels><property><name>org.x/y</name><value>v</value></property></labels>
            </configuration></plugin></plugins></build></project>""")
    void changesWhatIsGivenAndKeepsTheRest(Mojo goal) throws Exception {
        generate();
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Updated config " + config().digest() + " (" + config().size() + " bytes)");
        assertThat(json())
                .isEqualTo("{\"digest\":\"" + config().digest()
                        + "\",\"media_type\":\"application/vnd.oci.image.config.v1+json\",\"size\":"
                        + config().size() + "}");
        assertThat(content())
                .startsWith("{\"architecture\":\"arm64\",\"config\":{"
                        + "\"Labels\":{\"a\":\"1\",\"org.x/y\":\"v\"},\"User\":\"app\"},"
                        + "\"created\":\"2026-01-02T03:04:05Z\",\"history\"");
    }

    @Test
    @CommandLine
    @Defined({"regshape.replaceLabels=true", "regshape.label.b=2"})
    @InjectMojo(goal = "update-config")
    void replacesTheLabelsWhenAsked(Mojo goal) throws Exception {
        generate();
        goal.execute();
        assertThat(content()).contains("\"Labels\":{\"b\":\"2\"}");
    }

    @Test
    @CommandLine
    @Defined({"regshape.os=freebsd", "regshape.outputFile=out.json"})
    @InjectMojo(goal = "update-config")
    void warnsWhenAManifestHasTheOldConfig(Mojo goal) throws Exception {
        publish();
        Descriptor old = config();
        goal.execute();
        String warning = "Manifest exists and references the old config digest. Run generate-manifest or "
                + "annotate-manifest to update it";
        assertThat(printed)
                .containsExactly(
                        "[INFO] Updated config " + config().digest() + " (" + config().size() + " bytes)",
                        "[WARNING] " + warning);
        assertThat(json()).endsWith(",\"warning\":\"" + warning + "\"}");
        // The image stays whole until the manifest is made again.
        assertThat(document(old).string("os")).isEqualTo("linux");
        assertValid();
    }

    @Test
    @InjectMojo(goal = "update-config")
    void withoutAnythingGivenNothingChanges(Mojo goal) throws Exception {
        generate();
        Descriptor old = config();
        project.getProperties().setProperty("project.build.outputTimestamp", "2026-01-02T03:04:05Z");
        goal.execute();
        assertThat(config()).isEqualTo(old);
        assertThat(printed).containsExactly("[INFO] Updated config " + old.digest() + " (" + old.size() + " bytes)");
    }
}
