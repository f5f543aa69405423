// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.testing.SampleLayout;
import java.nio.file.Files;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

class GenerateConfigMojoTest extends GoalTest {
    private String content() throws Exception {
        return document(config()).toString();
    }

    @Test
    @InjectMojo(goal = "generate-config", pom = """
            <project><build><plugins><plugin><artifactId>regshape-maven-plugin</artifactId><configuration>
              <outputFile>out.json</outputFile>
              <architecture>arm64</architecture>
              <os>linux</os>
              <variant>v8</variant>
              <osVersion>6.1</osVersion>
              <labels>
                <a>label</a>
                <property><name>org.x/y</name><value>=é</value></property>
              </labels>
              <annotations><a>annotation</a><b>annotation</b></annotations>
              <entrypoint><arg>/bin/app</arg><arg>two, words</arg></entrypoint>
              <cmd><any>serve</any></cmd>
              <env><MODE>x=y</MODE></env>
              <user>1000:1000</user>
              <workingDir>/app</workingDir>
              <exposedPorts><port>8080</port></exposedPorts>
              <volumes><volume>/data</volume></volumes>
              <stopSignal>SIGINT</stopSignal>
              <author>Zoë</author>
              <created>2026-01-02T03:04:05Z</created>
            </configuration></plugin></plugins></build></project>""")
    void everySettingOfThePomReachesTheConfig(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Generated config " + config().digest() + " (" + config().size() + " bytes)");
        assertThat(json())
                .isEqualTo("{\"digest\":\"" + config().digest()
                        + "\",\"media_type\":\"application/vnd.oci.image.config.v1+json\",\"size\":"
                        + config().size() + "}");
        assertThat(content())
                .isEqualTo("{\"architecture\":\"arm64\",\"author\":\"Zoë\",\"config\":{\"Cmd\":[\"serve\"],"
                        + "\"Entrypoint\":[\"/bin/app\",\"two, words\"],\"Env\":[\"MODE=x=y\"],"
                        + "\"ExposedPorts\":{\"8080\":{}},"
                        + "\"Labels\":{\"a\":\"label\",\"b\":\"annotation\",\"org.x/y\":\"=é\"},"
                        + "\"StopSignal\":\"SIGINT\",\"User\":\"1000:1000\",\"Volumes\":{\"/data\":{}},"
                        + "\"WorkingDir\":\"/app\"},\"created\":\"2026-01-02T03:04:05Z\","
                        + "\"history\":[{\"created\":\"2026-01-02T03:04:05Z\",\"created_by\":\"regshape add-layer\"}],"
                        + "\"os\":\"linux\",\"os.version\":\"6.1\",\"rootfs\":{\"diff_ids\":[\""
                        + stage().layers().get(0).diffId().orElseThrow()
                        + "\"],\"type\":\"layers\"},\"variant\":\"v8\"}");
    }

    @Test
    @CommandLine
    @Defined({
        "regshape.architecture=s390x",
        "regshape.os=linux",
        "regshape.variant=v1",
        "regshape.osVersion=6",
        "regshape.label.a=label",
        "regshape.annotation.a=annotation",
        "regshape.annotation.b=annotation",
        "regshape.entrypoint=/bin/app,-v",
        "regshape.cmd=serve",
        "regshape.env.MODE=x=y",
        "regshape.user=app",
        "regshape.workingDir=/app",
        "regshape.exposedPorts=53/udp, 8080",
        "regshape.volumes=/data,/tmp",
        "regshape.stopSignal=9",
        "regshape.author=me",
        "regshape.created=0"
    })
    @InjectMojo(goal = "generate-config")
    void everySettingOfTheCommandLineReachesTheConfig(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        goal.execute();
        assertThat(content())
                .startsWith("{\"architecture\":\"s390x\",\"author\":\"me\",\"config\":{\"Cmd\":[\"serve\"],"
                        + "\"Entrypoint\":[\"/bin/app\",\"-v\"],\"Env\":[\"MODE=x=y\"],"
                        + "\"ExposedPorts\":{\"53/udp\":{},\"8080\":{}},"
                        + "\"Labels\":{\"a\":\"label\",\"b\":\"annotation\"},\"StopSignal\":\"9\","
                        + "\"User\":\"app\",\"Volumes\":{\"/data\":{},\"/tmp\":{}},\"WorkingDir\":\"/app\"},"
                        + "\"created\":\"1970-01-01T00:00:00Z\"")
                .contains("\"os.version\":\"6\"")
                .endsWith("\"variant\":\"v1\"}");
    }

    @Test
    @InjectMojo(goal = "generate-config")
    void whatIsLeftOutIsLinuxOnAmd64InMaven4sYear(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        goal.execute();
        assertThat(content())
                .startsWith("{\"architecture\":\"amd64\",\"created\":\"1980-02-01T00:00:00Z\",\"history\"")
                .contains("\"os\":\"linux\"");
    }

    @Test
    @InjectMojo(goal = "generate-config")
    void theTimeIsThatOfTheProject(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        project.getProperties().setProperty("project.build.outputTimestamp", "2026-01-02T03:04:05Z");
        session.getSystemProperties().setProperty("env.SOURCE_DATE_EPOCH", "1");
        goal.execute();
        assertThat(content()).contains("\"created\":\"2026-01-02T03:04:05Z\"");
    }

    @Test
    @Defined("project.build.outputTimestamp=2027-01-02T03:04:05Z")
    @InjectMojo(goal = "generate-config")
    void theTimeOfTheCommandLineBeatsThatOfTheProject(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        project.getProperties().setProperty("project.build.outputTimestamp", "2026-01-02T03:04:05Z");
        goal.execute();
        assertThat(content()).contains("\"created\":\"2027-01-02T03:04:05Z\"");
    }

    @Test
    @InjectMojo(goal = "generate-config")
    void withoutATimeOfTheProjectItIsThatOfTheEnvironment(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        session.getSystemProperties().setProperty("env.SOURCE_DATE_EPOCH", "1767323045");
        goal.execute();
        assertThat(content()).contains("\"created\":\"2026-01-02T03:04:05Z\"");
    }

    @Test
    @CommandLine
    @Defined("regshape.mediaType=application/vnd.oci.empty.v1+json")
    @InjectMojo(goal = "generate-config")
    void theEmptyConfigIsAnEmptyObject(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        goal.execute();
        assertThat(printed)
                .containsExactly("[INFO] Generated config "
                        + "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a (2 bytes)");
    }

    @Test
    @Defined({
        "regshape.mediaType=application/vnd.oci.empty.v1+json",
        "regshape.label.a=b",
        "regshape.annotation.a=b",
        "regshape.architecture=arm64"
    })
    @InjectMojo(goal = "generate-config")
    void aBoundGoalDoesNotTakeTypeOrLabelsOfTheCommandLine(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        goal.execute();
        assertThat(config().mediaType()).hasToString("application/vnd.oci.image.config.v1+json");
        assertThat(document(config()).has("config")).isFalse();
        assertThat(document(config()).string("architecture")).isEqualTo("arm64");
    }

    @Test
    @InjectMojo(goal = "generate-config")
    @MojoParameter(name = "mediaType", value = "application/vnd.x+json")
    @MojoParameter(name = "configFile", value = "my.json")
    void aConfigFileIsStoredAsItIs(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        Files.writeString(basedir.resolve("my.json"), "{ \"mine\" : 1 }\n");
        goal.execute();
        assertThat(config().mediaType()).hasToString("application/vnd.x+json");
        assertThat(layout.toPath()
                        .resolve("blobs/" + config().digest().toString().replace(':', '/')))
                .hasContent("{ \"mine\" : 1 }\n");
    }

    @Test
    @InjectMojo(goal = "generate-config")
    @MojoParameter(name = "created", value = "yesterday")
    void aTimeThatIsNoneIsRefusedWithItsSource(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        assertRefused(
                goal,
                "created: 'yesterday' is no time: it must be ISO 8601 with an offset, for example 2026-01-02T03:04:05Z, "
                        + "or seconds since 1970");
    }

    @Test
    @CommandLine
    @Defined("regshape.exposedPorts=8080,http")
    @InjectMojo(goal = "generate-config")
    void aSettingThatIsNoneIsRefusedWithItsName(Mojo goal) throws Exception {
        SampleLayout.stage(layout, tar);
        assertRefused(
                goal,
                "exposedPorts: 'http' is not valid, it must be PORT or PORT/PROTOCOL, for example 8080 or 53/udp");
    }
}
