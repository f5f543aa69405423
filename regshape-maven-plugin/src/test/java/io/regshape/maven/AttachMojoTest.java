// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.archive.OciArchiveWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.testing.SampleLayout;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachMojoTest extends GoalTest {
    @BeforeEach
    void makeArchive() throws Exception {
        SampleLayout.publish(layout, tar);
        OciArchiveWriter.of(ImageLayout.open(layout.toPath())).writeTo(basedir.resolve("image.tar"));
    }

    @Test
    @InjectMojo(goal = "attach")
    @MojoParameter(name = "archiveFile", value = "image.tar")
    @MojoParameter(name = "classifier", value = "../../evil")
    void aClassifierIsAPartOfAFileName(Mojo goal) throws Exception {
        assertRefused(
                goal,
                "classifier: '../../evil' is not valid, it must be letters and digits of ASCII, and _ . + - behind the"
                        + " first, for example oci");
        assertThat(project.getAttachedArtifacts()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "attach")
    @MojoParameter(name = "archiveFile", value = "image.tar")
    @MojoParameter(name = "type", value = "a/b")
    void soIsAType(Mojo goal) throws Exception {
        assertRefused(
                goal,
                "type: 'a/b' is not valid, it must be letters and digits of ASCII, and _ . + - behind the first, for"
                        + " example oci");
    }
}
