// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSettingsTest {
    private static final JsonObject BASE = JsonObject.parse(
            "{\"os\":\"linux\",\"config\":{\"Cmd\":[\"sh\"],\"Env\":[\"PATH=/bin\",\"A=1\"],\"Healthcheck\":{\"Test\":[]},\"Labels\":{\"a\":\"1\"}},\"x\":1}"
                    .getBytes(StandardCharsets.UTF_8),
            "base");

    @Test
    void writesEverySetting() {
        ConfigSettings settings = ConfigSettings.none()
                .withArchitecture("arm64")
                .withOs("linux")
                .withVariant("v8")
                .withOsVersion("1")
                .withAuthor("A <a@example.com>")
                .withCreated(Timestamp.DEFAULT)
                .withEntrypoint(List.of("java", "-version"))
                .withCmd(List.of())
                .withEnv(Map.of("B", "2=3", "A", ""))
                .withUser("1000:1000")
                .withWorkingDir("/app")
                .withExposedPorts(List.of("8080", "53/udp"))
                .withVolumes(List.of("/data"))
                .withStopSignal("SIGRTMIN+3")
                .withLabels(Annotations.of(Map.of("k", "v=w")));
        assertThat(settings.applyTo(JsonObject.empty(), false))
                .hasToString("{\"architecture\":\"arm64\",\"author\":\"A <a@example.com>\",\"config\":{\"Cmd\":[],"
                        + "\"Entrypoint\":[\"java\",\"-version\"],\"Env\":[\"A=\",\"B=2=3\"],\"ExposedPorts\":{\"53/udp\":{},"
                        + "\"8080\":{}},\"Labels\":{\"k\":\"v=w\"},\"StopSignal\":\"SIGRTMIN+3\",\"User\":\"1000:1000\","
                        + "\"Volumes\":{\"/data\":{}},\"WorkingDir\":\"/app\"},\"created\":\"1980-02-01T00:00:00Z\","
                        + "\"os\":\"linux\",\"os.version\":\"1\",\"variant\":\"v8\"}");
    }

    @Test
    void keepsWhatIsNotSet() {
        assertThat(ConfigSettings.none().applyTo(BASE, false)).isEqualTo(BASE);
        assertThat(ConfigSettings.none()
                        .withUser("me")
                        .applyTo(BASE, false)
                        .findObject("config")
                        .orElseThrow()
                        .without("User"))
                .isEqualTo(BASE.object("config"));
    }

    @Test
    void mergesEnvAndLabelsByName() {
        JsonObject config = ConfigSettings.none()
                .withEnv(Map.of("PATH", "/usr/bin", "Z", "9"))
                .withLabels(Annotations.of(Map.of("b", "2")))
                .applyTo(BASE, false)
                .object("config");
        assertThat(config.strings("Env")).containsExactly("PATH=/usr/bin", "A=1", "Z=9");
        assertThat(config.stringMap("Labels")).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void replacesLabelsWhenAsked() {
        JsonObject config = ConfigSettings.none()
                .withLabels(Annotations.of(Map.of("b", "2")))
                .applyTo(BASE, true)
                .object("config");
        assertThat(config.stringMap("Labels")).containsExactly(Map.entry("b", "2"));
    }

    @Test
    void anEntrypointDropsTheCmdOfTheConfig() {
        assertThat(ConfigSettings.none()
                        .withEntrypoint(List.of("/run"))
                        .applyTo(BASE, false)
                        .object("config")
                        .has("Cmd"))
                .isFalse();
        assertThat(ConfigSettings.none()
                        .withEntrypoint(List.of("/run"))
                        .withCmd(List.of("x"))
                        .applyTo(BASE, false)
                        .object("config")
                        .strings("Cmd"))
                .containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", "80/icmp", "80-90", "", "123456"})
    void refusesWhatIsNoPort(String port) {
        assertThatThrownBy(() -> ConfigSettings.none().withExposedPorts(List.of(port)))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("exposedPorts: '" + port
                        + "' is not valid, it must be PORT or PORT/PROTOCOL, for example 8080 or 53/udp");
    }

    @Test
    void refusesOtherBadValues() {
        ConfigSettings none = ConfigSettings.none();
        assertThatThrownBy(() -> none.withWorkingDir("app")).hasMessageContaining("workingDir: 'app'");
        assertThatThrownBy(() -> none.withVolumes(List.of("data"))).hasMessageContaining("volumes: 'data'");
        assertThatThrownBy(() -> none.withUser("a:b:c")).hasMessageContaining("user: 'a:b:c'");
        assertThatThrownBy(() -> none.withStopSignal("TERM")).hasMessageContaining("stopSignal: 'TERM'");
        assertThatThrownBy(() -> none.withEnv(Map.of("A=B", "x"))).hasMessageContaining("env: 'A=B'");
        assertThatThrownBy(() -> none.withArchitecture(" ")).hasMessageContaining("architecture: ' '");
    }
}
