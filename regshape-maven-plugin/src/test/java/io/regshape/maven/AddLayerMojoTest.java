// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.digest.Digest;
import io.regshape.image.StagedLayer;
import io.regshape.testing.SampleLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class AddLayerMojoTest extends GoalTest {
    private StagedLayer layer() throws Exception {
        return stage().layers().get(0);
    }

    @Test
    @InjectMojo(goal = "add-layer", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <file>layer.tar</file>
              <outputFile>out.json</outputFile>
              <compressFormat>none</compressFormat>
              <annotations>
                <role>base</role>
                <property><name>org.x/y</name><value>a = b</value></property>
              </annotations>
              <createdBy>by hand</createdBy>
            </configuration></plugin></plugins></build></project>""")
    void stagesALayerOfThePom(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        goal.execute();
        Digest digest = Digest.sha256(Files.readAllBytes(tar.toPath()));
        assertThat(printed).containsExactly("[INFO] Staged layer " + digest + " (" + tar.length() + " bytes)");
        assertThat(json())
                .isEqualTo("{\"annotations\":{\"org.x/y\":\"a = b\",\"role\":\"base\"},\"diff_id\":\"" + digest
                        + "\",\"digest\":\"" + digest
                        + "\",\"media_type\":\"application/vnd.oci.image.layer.v1.tar\",\"size\":" + tar.length()
                        + "}");
        assertThat(layer().json().string("created_by")).isEqualTo("by hand");
    }

    @Test
    @CommandLine
    @Defined({
        "regshape.file=layer.tar",
        "regshape.compressFormat=zstd",
        "regshape.compressionLevel=19",
        "regshape.annotation.org.x/y=a=b",
        "regshape.outputFile=out.json"
    })
    @InjectMojo(goal = "add-layer")
    void stagesALayerOfTheCommandLine(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Staged layer " + layer().digest() + " (" + layer().size() + " bytes)");
        assertThat(layer().mediaType()).hasToString("application/vnd.oci.image.layer.v1.tar+zstd");
        assertThat(layer().annotations().get("org.x/y")).contains("a=b");
        assertThat(json()).contains("\"digest\":\"" + layer().digest() + "\"");
    }

    @Test
    @CommandLine
    @Defined({"regshape.file=pom.xml", "regshape.mediaType=application/xml", "regshape.outputFile=out.json"})
    @InjectMojo(goal = "add-layer")
    void anyFileWithItsOwnMediaTypeHasNoDiffId(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        Files.writeString(basedir.resolve("pom.xml"), "<project/>");
        goal.execute();
        Digest digest = Digest.sha256("<project/>".getBytes(StandardCharsets.UTF_8));
        assertThat(json())
                .isEqualTo("{\"annotations\":{},\"diff_id\":null,\"digest\":\"" + digest
                        + "\",\"media_type\":\"application/xml\",\"size\":10}");
    }

    @Test
    @Defined({
        "regshape.file=layer.tar",
        "regshape.mediaType=a/b",
        "regshape.annotation.k=v",
        "regshape.outputFile=out.json"
    })
    @InjectMojo(goal = "add-layer")
    void aBoundGoalDoesNotTakeTheFileOfTheCommandLine(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(
                goal,
                "file is missing: it must be the file to add as a layer, <file> in the POM or -Dregshape.file on the "
                        + "command line");
    }

    @Test
    @Defined({"regshape.mediaType=a/b", "regshape.annotation.k=v", "regshape.outputFile=out.json"})
    @InjectMojo(goal = "add-layer")
    @MojoParameter(name = "file", value = "layer.tar")
    void aBoundGoalDoesNotTakeTypeOrAnnotationsOfTheCommandLine(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        goal.execute();
        assertThat(layer().mediaType()).hasToString("application/vnd.oci.image.layer.v1.tar+gzip");
        assertThat(layer().annotations().isEmpty()).isTrue();
        assertThat(basedir.resolve("out.json")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "add-layer")
    @MojoParameter(name = "file", value = "layer.tar")
    @MojoParameter(name = "compressFormat", value = "lzma")
    void listsWhatCompressFormatMayBe(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(goal, "'lzma' is no compressFormat: it must be gzip, zstd or none");
    }

    @Test
    @InjectMojo(goal = "add-layer")
    @MojoParameter(name = "file", value = "layer.tar")
    @MojoParameter(name = "compressionLevel", value = "high")
    void aLevelThatIsNoNumberIsRefused(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(
                goal,
                "compressionLevel: 'high' is not valid, it must be a whole number: 1 to 9 for gzip, 1 to 22 for zstd");
    }

    @Test
    @InjectMojo(goal = "add-layer")
    @MojoParameter(name = "file", value = "layer.tar")
    @MojoParameter(name = "compressionLevel", value = "10")
    void aLevelOutOfRangeIsRefused(Mojo goal) throws Exception {
        SampleLayout.initialise(layout);
        assertRefused(goal, "compressionLevel 10 is out of range for gzip: it must be 1 to 9");
    }
}
