// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.image.StagedLayer;
import io.regshape.model.Annotations;
import io.regshape.stage.AnnotateLayer;
import io.regshape.testing.SampleLayout;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class AnnotateLayerMojoTest extends GoalTest {
    private static final String NO_ANNOTATIONS =
            "annotations is missing: give at least one, <annotations> in the POM or -Dregshape.annotation.KEY=VALUE on "
                    + "the command line";
    private static final String NO_INDEX =
            "index is missing: it must be the layer's place as the goal status shows it, 0 for the base";

    @Test
    @CommandLine
    @Defined({"regshape.index=1", "regshape.annotation.role=app", "regshape.outputFile=out.json"})
    @InjectMojo(goal = "annotate-layer")
    void annotatesTheLayerAtTheIndex(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar, tar);
        goal.execute();
        StagedLayer layer = stage().layers().get(1);
        assertThat(printed).containsExactly("[INFO] Updated layer [1]: " + layer.digest());
        assertThat(json())
                .isEqualTo("{\"annotations\":{\"role\":\"app\"},\"digest\":\"" + layer.digest()
                        + "\",\"index\":1,\"media_type\":\"" + layer.mediaType() + "\",\"size\":" + layer.size() + "}");
        assertThat(layer.annotations().values()).isEqualTo(Map.of("role", "app"));
        assertThat(stage().layers().get(0).annotations().isEmpty()).isTrue();
    }

    @Test
    @InjectMojo(goal = "annotate-layer", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <index>0</index>
              <outputFile>out.json</outputFile>
              <annotations><property><name>org.x/y</name><value>v</value></property></annotations>
            </configuration></plugin></plugins></build></project>""")
    void warnsWhenAManifestHasTheOldAnnotations(Mojo goal) throws Exception {
        publish();
        goal.execute();
        String warning = "Manifest exists and references the old layer annotations. Run generate-manifest or "
                + "annotate-manifest to update it";
        assertThat(printed)
                .containsExactly(
                        "[INFO] Updated layer [0]: " + stage().layers().get(0).digest(), "[WARNING] " + warning);
        assertThat(json()).contains("\"annotations\":{\"org.x/y\":\"v\"}", "\"warning\":\"" + warning + "\"");
        assertValid();
    }

    @Test
    @CommandLine
    @Defined({"regshape.index=0", "regshape.annotation.b=2", "regshape.replace=true"})
    @InjectMojo(goal = "annotate-layer")
    void replaceDropsTheOthers(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        AnnotateLayer.in(layout.toPath(), 0)
                .annotations(Annotations.of(Map.of("a", "1")))
                .run();
        goal.execute();
        assertThat(stage().layers().get(0).annotations().values()).isEqualTo(Map.of("b", "2"));
    }

    @Test
    @Defined({"regshape.index=0", "regshape.annotation.k=v"})
    @InjectMojo(goal = "annotate-layer")
    void aBoundGoalDoesNotTakeTheIndexOfTheCommandLine(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        assertRefused(goal, NO_INDEX);
    }

    @Test
    @Defined("regshape.annotation.k=v")
    @InjectMojo(goal = "annotate-layer")
    @MojoParameter(name = "index", value = "0")
    void aBoundGoalDoesNotTakeTheAnnotationsOfTheCommandLine(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        assertRefused(goal, NO_ANNOTATIONS);
    }

    @Test
    @CommandLine
    @Defined({"regshape.index=first", "regshape.annotation.k=v"})
    @InjectMojo(goal = "annotate-layer")
    void anIndexThatIsNoNumberIsRefused(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        assertRefused(
                goal,
                "index: 'first' is not valid, it must be a whole number: the layer's place as the goal status shows it, 0 for the base");
    }
}
