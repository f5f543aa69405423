// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.build.BuildImage;
import io.regshape.build.LayerRequest;
import io.regshape.files.TextFile;
import io.regshape.files.Whiteout;
import io.regshape.image.StagedLayer;
import io.regshape.model.RefName;
import io.regshape.testing.SampleLayout;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class StatusMojoTest extends GoalTest {
    @Test
    @InjectMojo(goal = "status")
    void anEmptyStageHasNothingSet(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Layers staged: 0", "[INFO] Config:   not set", "[INFO] Manifest: not set");
    }

    @Test
    @InjectMojo(goal = "status")
    @MojoParameter(name = "outputFile", value = "out.json")
    void showsWhatIsStaged(Mojo goal) throws Exception {
        SampleLayout.publish(layout, tar, tar);
        goal.execute();
        StagedLayer layer = stage().layers().get(0);
        String line = layer.digest() + " (" + layer.size() + " bytes) application/vnd.oci.image.layer.v1.tar+gzip";
        assertThat(printed)
                .containsExactly(
                        "[INFO] Layers staged: 2",
                        "[INFO]   [0] " + line,
                        "[INFO]   [1] " + line,
                        "[INFO] Config:   set -> " + config().digest(),
                        "[INFO] Manifest: set -> " + manifest().digest());
        assertThat(json()).isEqualTo(stage().json().toString());
    }

    @Test
    @InjectMojo(goal = "status")
    void saysWhyTheLastBuildWroteALayer(Mojo goal) throws Exception {
        TextFile file = TextFile.of("the test", new byte[] {1}, "a");
        LayerRequest one = LayerRequest.of("one", List.of(file));
        BuildImage.at(layout.toPath()).layers(List.of(one)).run();
        BuildImage.at(layout.toPath())
                .layers(List.of(one, LayerRequest.of("two", List.of(file, Whiteout.of("b")))))
                .run();
        goal.execute();
        assertThat(printed)
                .hasSize(7)
                .endsWith("[INFO] Build:    [0] one kept", "[INFO] Build:    [1] two written: it is new");
    }

    @Test
    @InjectMojo(goal = "status")
    void speaksOfTheImageThatWasBuiltLastAlone(Mojo goal) throws Exception {
        LayerRequest layer = LayerRequest.of("one", List.of(TextFile.of("the test", new byte[] {1}, "a")));
        BuildImage build = BuildImage.at(layout.toPath()).layers(List.of(layer));
        build.refNames(List.of(RefName.parse("1.0"))).run();
        build.refNames(List.of(RefName.parse("1.1"))).run();
        goal.execute();
        assertThat(printed)
                .filteredOn(line -> line.contains("Build:"))
                .containsExactly("[INFO] Build:    [0] one kept");
    }
}
