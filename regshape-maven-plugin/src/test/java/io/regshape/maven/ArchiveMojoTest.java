// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.archive.BaseFiles;
import io.regshape.archive.BaseImage;
import io.regshape.archive.Transport;
import io.regshape.layout.LayoutReader;
import io.regshape.model.RefName;
import io.regshape.stage.GenerateManifest;
import io.regshape.testing.SampleLayout;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.ValidationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArchiveMojoTest extends GoalTest {
    private Path file;

    @BeforeEach
    void nameTheProject() {
        project.setArtifactId("App");
        project.setVersion("1.0+x");
        project.getBuild().setFinalName("app-1.0");
        file = basedir.resolve("target/app-1.0-oci.tar");
    }

    private LayoutReader open(Transport transport) throws IOException {
        return transport.open(file, Transport.DEFAULT_MAX_UNPACKED);
    }

    @Test
    @InjectMojo(goal = "archive", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <outputFile>out.json</outputFile>
            </configuration></plugin></plugins></build></project>""")
    void writesTheOnlyImage(Mojo goal) throws Exception {
        publish();
        GenerateManifest.in(layout.toPath()).refName(RefName.parse("1.0")).run();
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Archived [latest, 1.0] " + manifest().digest() + " ("
                        + manifest().size() + " bytes) to " + file);
        assertThat(json())
                .isEqualTo("{\"digest\":\"" + manifest().digest() + "\",\"file\":\"" + file
                        + "\",\"media_type\":\"application/vnd.oci.image.manifest.v1+json\","
                        + "\"ref_names\":[\"latest\",\"1.0\"],\"size\":"
                        + manifest().size() + "}");
        try (LayoutReader archive = open(Transport.OCI_ARCHIVE)) {
            assertThat(LayoutValidator.validate(archive, ValidationOptions.strict())
                            .findings())
                    .isEmpty();
        }
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "dockerCompatible", value = "true")
    void dockerKnowsTheImageByArtifactAndVersion(Mojo goal) throws Exception {
        publish();
        goal.execute();
        try (LayoutReader archive = open(Transport.DOCKER_ARCHIVE)) {
            BaseFiles.verify(BaseImage.find(archive, Optional.of("app:1.0_x"), Optional.empty()));
        }
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "imageName", value = "example.com/app:1")
    void aNameWithoutDockerIsRefused(Mojo goal) throws Exception {
        publish();
        assertRefused(goal, "imageName is for Docker: set dockerCompatible too, or leave it out");
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "dockerCompatible", value = "true")
    @MojoParameter(name = "imageName", value = "Example/App:1")
    void aNameThatDockerDoesNotTakeIsRefused(Mojo goal) throws Exception {
        publish();
        assertRefused(
                goal,
                "imageName: 'Example/App:1' is no image name: it must be [REGISTRY/]PATH:TAG with a path of lower-case"
                        + " letters and digits, for example example.com/team/app:1.0");
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "dockerCompatible", value = "true")
    @MojoParameter(name = "platform", value = "linux/arm64")
    void aPlatformThatIsNotThereIsRefused(Mojo goal) throws Exception {
        publish();
        assertRefused(goal, layout + " has no image for the platform linux/arm64: 'latest' is for linux/amd64");
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "refName", value = "other")
    void aNameThatIsNotThereIsRefused(Mojo goal) throws Exception {
        publish();
        assertRefused(goal, layout + " has no image 'other'; there are: latest");
    }

    @Test
    @InjectMojo(goal = "archive")
    void aLayoutWithoutAnImageIsRefused(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(goal, layout + " has no image: its index.json names none. Generate or copy one into it first");
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "archiveFile", value = "target/oci/archive.tar")
    void anArchiveInTheLayoutIsRefused(Mojo goal) throws Exception {
        publish();
        assertRefused(
                goal, "archiveFile: " + layout + "/archive.tar lies in the layout " + layout + ": put it elsewhere");
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "archiveFile", value = "target")
    void aDirectoryIsNoArchive(Mojo goal) throws Exception {
        publish();
        assertRefused(goal, "archiveFile: " + basedir.resolve("target") + " is a directory, it must be a file");
    }

    @Test
    @InjectMojo(goal = "archive")
    @MojoParameter(name = "archiveFile", value = "layer.tar/x/y.tar")
    void noArchiveLiesInAFile(Mojo goal) throws Exception {
        publish();
        assertRefused(
                goal,
                "archiveFile: " + basedir.resolve("layer.tar/x/y.tar") + " cannot be written: "
                        + basedir.resolve("layer.tar") + " is no directory");
    }
}
