// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.archive.OciArchiveWriter;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.RefName;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import java.nio.file.Files;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class MergeMojoTest extends GoalTest {
    @Test
    @InjectMojo(goal = "merge", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <outputFile>out.json</outputFile>
              <layouts><layout>one</layout><layout>one.tar</layout></layouts>
            </configuration></plugin></plugins></build></project>""")
    void mergesLayoutsAndArchives(Mojo goal) throws Exception {
        SampleLayout.publish(basedir.resolve("one").toFile(), tar);
        OciArchiveWriter.of(ImageLayout.open(basedir.resolve("one"))).writeTo(basedir.resolve("one.tar"));
        goal.execute();
        assertThat(entries()).hasSize(1);
        assertThat(printed)
                .containsExactly("[INFO] Merged 2 layouts into " + layout + ": [latest] "
                        + entries().get(0).digest() + " (" + entries().get(0).size() + " bytes)");
        assertThat(json())
                .isEqualTo("{\"digest\":\"" + entries().get(0).digest()
                        + "\",\"media_type\":\"application/vnd.oci.image.manifest.v1+json\","
                        + "\"ref_names\":[\"latest\"],\"size\":"
                        + entries().get(0).size() + "}");
        assertValid();
    }

    @Test
    @CommandLine
    @Defined({"regshape.layouts=one, two", "regshape.outputFile=out.json"})
    @InjectMojo(goal = "merge")
    void severalImagesAreDescribedByTheIndex(Mojo goal) throws Exception {
        SampleLayout.publish(basedir.resolve("one").toFile(), tar);
        SampleLayout.stage(basedir.resolve("two").toFile(), tar);
        GenerateConfig.in(basedir.resolve("two"))
                .settings(ConfigSettings.none().withAuthor("somebody"))
                .run();
        GenerateManifest.in(basedir.resolve("two"))
                .refName(RefName.parse("other"))
                .run();
        goal.execute();
        byte[] index = Files.readAllBytes(layout.toPath().resolve("index.json"));
        assertThat(json())
                .isEqualTo("{\"digest\":\"" + Digest.sha256(index)
                        + "\",\"media_type\":\"application/vnd.oci.image.index.v1+json\","
                        + "\"ref_names\":[\"latest\",\"other\"],\"size\":" + index.length + "}");
        assertValid();
    }

    @Test
    @CommandLine
    @Defined("regshape.layouts=one")
    @InjectMojo(goal = "merge")
    void aNameOfAnotherToolIsNothingThatATerminalObeys(Mojo goal) throws Exception {
        SampleLayout.publish(basedir.resolve("one").toFile(), tar);
        ImageLayout one = ImageLayout.open(basedir.resolve("one"));
        Descriptor entry = one.index().manifests().get(0);
        one.replaceIndex(Index.empty()
                .withEntry(
                        entry.withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, "a\u001b[31m"))),
                        old -> false));
        goal.execute();
        assertThat(printed)
                .singleElement()
                .asString()
                .contains("[a\\u001b[31m]")
                .doesNotContain("\u001b");
    }

    @Test
    @InjectMojo(goal = "merge")
    void layoutsAreRequired(Mojo goal) throws Exception {
        assertRefused(
                goal,
                "layouts is missing: it must list the directories of layouts, or archives, that are to be merged");
    }

    @Test
    @Defined("regshape.layouts=bomb.tar.gz")
    @InjectMojo(goal = "merge")
    @MojoParameter(name = "maxUnpacked", value = "1000")
    void aBombIsRefused(Mojo goal) throws Exception {
        Files.write(basedir.resolve("bomb.tar.gz"), TestTar.gzip(new byte[100_000]));
        assertRefused(
                goal,
                basedir.resolve("bomb.tar.gz") + " unpacks to more than 1000 bytes: set maxUnpacked to a larger number"
                        + " of bytes if that is as it should be");
    }

    @Test
    @Defined("regshape.layouts=a")
    @InjectMojo(goal = "merge")
    @MojoParameter(name = "maxUnpacked", value = "16G")
    void aLimitThatIsNoNumberIsRefused(Mojo goal) throws Exception {
        assertRefused(
                goal, "maxUnpacked: '16G' is no number of bytes, it must be a whole number, for example 17179869184");
    }
}
