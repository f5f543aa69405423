// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.model.MediaType;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.InitLayout;
import io.regshape.testing.SampleLayout;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class GenerateManifestMojoTest extends GoalTest {
    private void generateConfig() throws IOException {
        SampleLayout.stage(layout, tar);
        GenerateConfig.in(layout.toPath()).run();
    }

    /** Starts an artifact beside the image {@code latest}. */
    private void stageArtifact() throws IOException {
        publish();
        InitLayout.at(layout.toPath()).ifExists(InitLayout.IfExists.REUSE).run();
        AddLayer.to(layout.toPath(), LayerSource.of(tar.toPath()))
                .options(new LayerOptions(
                        Optional.empty(), OptionalInt.empty(), Optional.of(MediaType.parse("application/x-tar"))))
                .run();
        GenerateConfig.in(layout.toPath()).mediaType(MediaType.EMPTY).run();
    }

    @Test
    @InjectMojo(goal = "generate-manifest", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <outputFile>out.json</outputFile>
              <refName>1.0</refName>
              <mediaType>application/vnd.oci.image.manifest.v1+json</mediaType>
              <annotations><property><name>org.x/y</name><value>v</value></property></annotations>
            </configuration></plugin></plugins></build></project>""")
    void namesTheManifest(Mojo goal) throws Exception {
        generateConfig();
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Generated manifest [1.0] " + manifest().digest() + " ("
                        + manifest().size() + " bytes)");
        assertThat(json())
                .isEqualTo("{\"annotations\":{\"org.x/y\":\"v\"},\"digest\":\""
                        + manifest().digest()
                        + "\",\"media_type\":\"application/vnd.oci.image.manifest.v1+json\",\"ref_name\":\"1.0\","
                        + "\"size\":" + manifest().size() + "}");
        assertValid();
    }

    @Test
    @CommandLine
    @Defined({"regshape.annotation.k=v", "regshape.outputFile=out.json"})
    @InjectMojo(goal = "generate-manifest")
    void aManifestWithoutANameHasNoBrackets(Mojo goal) throws Exception {
        generateConfig();
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Generated manifest " + manifest().digest() + " ("
                        + manifest().size() + " bytes)");
        assertThat(json()).contains("\"annotations\":{\"k\":\"v\"}", "\"ref_name\":null");
        assertValid();
    }

    @Test
    @InjectMojo(goal = "generate-manifest")
    void laterPluginsSeeTheDigests(Mojo goal) throws Exception {
        generateConfig();
        goal.execute();
        assertThat(project.getProperties())
                .containsEntry("regshape.layers", "1")
                .containsEntry("regshape.config.digest", config().digest().toString())
                .containsEntry("regshape.manifest.digest", manifest().digest().toString());
    }

    @Test
    @CommandLine
    @Defined({"regshape.refName=sbom", "regshape.artifactType=application/x-tar", "regshape.subject=latest"})
    @InjectMojo(goal = "generate-manifest")
    void anArtifactHasATypeAndASubject(Mojo goal) throws Exception {
        stageArtifact();
        goal.execute();
        assertThat(document(manifest()).string("artifactType")).isEqualTo("application/x-tar");
        assertThat(document(manifest()).object("subject").string("digest"))
                .isEqualTo(entries().get(0).digest().toString());
        assertValid();
    }

    @Test
    @InjectMojo(goal = "generate-manifest")
    @MojoParameter(name = "artifactType", value = "application/x-tar")
    @MojoParameter(name = "subject", value = "1.0")
    void aSubjectThatIsNotThereIsRefused(Mojo goal) throws Exception {
        stageArtifact();
        assertRefused(
                goal,
                "subject: '1.0' is not the name, nor the digest of a named entry, in the index of " + layout
                        + "; there are: latest (" + entries().get(0).digest() + ")");
    }

    @Test
    @CommandLine
    @Defined("regshape.mediaType=application/vnd.docker.distribution.manifest.v2+json")
    @InjectMojo(goal = "generate-manifest")
    void anotherMediaTypeIsRefused(Mojo goal) throws Exception {
        generateConfig();
        assertRefused(
                goal,
                "mediaType: 'application/vnd.docker.distribution.manifest.v2+json' is not valid, it must be "
                        + "application/vnd.oci.image.manifest.v1+json (set artifactType to say what kind of artifact this "
                        + "is)");
    }

    @Test
    @Defined({"regshape.mediaType=a/b", "regshape.annotation.k=v"})
    @InjectMojo(goal = "generate-manifest")
    void aBoundGoalDoesNotTakeTypeOrAnnotationsOfTheCommandLine(Mojo goal) throws Exception {
        generateConfig();
        goal.execute();
        assertThat(document(manifest()).has("annotations")).isFalse();
    }

    @Test
    @InjectMojo(goal = "generate-manifest")
    @MojoParameter(name = "refName", value = "not a name")
    void aNameOutsideTheGrammarIsRefused(Mojo goal) throws Exception {
        generateConfig();
        assertRefused(
                goal,
                "refName: 'not a name' is no reference name: it must be letters and digits of ASCII, with single separators out of "
                        + "- . _ : @ + / between them, for example latest or 1.2.0");
    }
}
