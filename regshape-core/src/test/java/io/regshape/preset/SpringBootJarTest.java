// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpringBootJarTest {
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";
    private static final String MANIFEST = "Manifest-Version: 1.0\r\nMain-Class: " + LAUNCHER
            + "\r\nStart-Class: a.App\r\nSpring-Boot-Version: 3.5.7\r\nSpring-Boot-Classes: BOOT-INF/classes/\r\n"
            + "Spring-Boot-Lib: BOOT-INF/lib/\r\nSpring-Boot-Layers-Index: BOOT-INF/layers.idx\r\n\r\n";
    private static final String INDEX = """
            - "dependencies":
              - "BOOT-INF/lib/a-1.0.jar"
            - "spring-boot-loader":
              - "org/"
            - "company-dependencies":
              - "BOOT-INF/lib/b-1.0.jar"
            - "snapshot-dependencies":
            - "application":
              - "BOOT-INF/classes/"
              - "BOOT-INF/layers.idx"
              - "META-INF/"
            """;

    @TempDir
    Path folder;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void fillJar() {
        put("META-INF/", "");
        put("META-INF/MANIFEST.MF", MANIFEST);
        put("org/springframework/boot/loader/launch/JarLauncher.class", "launcher");
        put("BOOT-INF/classes/", "");
        put("BOOT-INF/classes/a/App.class", "app");
        put("BOOT-INF/classes/application.yaml", "a: b");
        put("BOOT-INF/lib/b-1.0.jar", "b");
        put("BOOT-INF/lib/a-1.0.jar", "a");
        put("BOOT-INF/layers.idx", INDEX);
    }

    @Test
    void laysTheJarOutByItsOwnLayers() throws IOException {
        SpringBootJar jar = read();

        assertThat(Applications.paths(jar.layers()).toString())
                .isEqualTo("{dependencies=[app/BOOT-INF/lib/a-1.0.jar],"
                        + " spring-boot-loader=[app/org/springframework/boot/loader/launch/JarLauncher.class],"
                        + " company-dependencies=[app/BOOT-INF/lib/b-1.0.jar],"
                        + " application=[app/BOOT-INF/classes/a/App.class, app/BOOT-INF/classes/application.yaml,"
                        + " app/BOOT-INF/layers.idx, app/META-INF/MANIFEST.MF]}");
    }

    @Test
    void startsTheLauncherThatTheManifestNames() throws IOException {
        SpringBootJar jar = read().jvmFlags(List.of("-Xmx64m", "-Da=b c")).args(List.of("--server.port=80"));

        assertThat(jar.entrypoint()).containsExactly("java", "-Xmx64m", "-Da=b c", "-cp", "/app", LAUNCHER);
        assertThat(jar.cmd()).containsExactly("--server.port=80");
    }

    @Test
    void readsAJarThatBeginsWithAScript() throws IOException {
        Path plain = Applications.jar(folder.resolve("app.jar"), entries);
        byte[] script = "#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(StandardCharsets.UTF_8);
        byte[] zip = Files.readAllBytes(plain);
        byte[] both = new byte[script.length + zip.length];
        System.arraycopy(script, 0, both, 0, script.length);
        System.arraycopy(zip, 0, both, script.length, zip.length);
        Path executable = Files.write(folder.resolve("executable.jar"), both);

        assertThat(Applications.tars(SpringBootJar.of(executable).orElseThrow().layers())
                        .get("application"))
                .isEqualTo(
                        Applications.tars(SpringBootJar.of(plain).orElseThrow().layers())
                                .get("application"));
    }

    @Test
    void separatesLibrariesAndLauncherWhenThereIsNoIndex() throws IOException {
        entries.remove("BOOT-INF/layers.idx");
        put("extra.txt", "x");

        assertThat(Applications.paths(read().layers()).toString())
                .isEqualTo("{dependencies=[app/BOOT-INF/lib/a-1.0.jar, app/BOOT-INF/lib/b-1.0.jar],"
                        + " spring-boot-loader=[app/org/springframework/boot/loader/launch/JarLauncher.class],"
                        + " application=[app/BOOT-INF/classes/a/App.class, app/BOOT-INF/classes/application.yaml,"
                        + " app/META-INF/MANIFEST.MF, app/extra.txt]}");
    }

    @Test
    void refusesAFileThatIsInNoLayer() throws IOException {
        put("extra.txt", "x");
        SpringBootJar jar = read();

        assertThatThrownBy(jar::layers)
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("has the file extra.txt, which is in no layer of its index");
    }

    @Test
    void namesTheIndexThatItCannotRead() {
        put("BOOT-INF/layers.idx", "layers: none");

        assertThatThrownBy(this::read)
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("BOOT-INF/layers.idx in the jar " + folder.resolve("app.jar"))
                .hasMessageContaining("'layers: none'");
    }

    @Test
    void refusesAnIndexOfAnySize() {
        put("BOOT-INF/layers.idx", " ".repeat(10_000_001));

        assertThatThrownBy(this::read).hasMessageContaining("BOOT-INF/layers.idx of more than 10000000 bytes");
    }

    @Test
    void refusesAJarWithoutItsLauncher() {
        entries.remove("org/springframework/boot/loader/launch/JarLauncher.class");

        assertThatThrownBy(this::read)
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("its Main-Class, " + LAUNCHER + ", is not in it");
    }

    @Test
    void refusesAnEntryThatLeavesTheRoot() throws IOException {
        put("BOOT-INF/classes/../../../etc/passwd", "x");
        SpringBootJar jar = read();

        assertThatThrownBy(() -> Applications.paths(jar.layers()))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("'..'");
    }

    @Test
    void isEmptyForOtherJars() throws IOException {
        assertThat(SpringBootJar.of(Applications.jar(folder.resolve("none.jar"), Map.of("a", new byte[1]))))
                .isEmpty();

        put("META-INF/MANIFEST.MF", MANIFEST.replace("BOOT-INF/", "WEB-INF/"));
        assertThat(SpringBootJar.of(Applications.jar(folder.resolve("app.war"), entries)))
                .isEmpty();
    }

    @Test
    void refusesAFileThatIsNotThereOrNoJar() throws IOException {
        assertThatThrownBy(() -> SpringBootJar.of(folder.resolve("gone.jar")))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("there is no jar " + folder.resolve("gone.jar"));
        Path text = Applications.write(folder.resolve("text.jar"), "text");
        assertThatThrownBy(() -> SpringBootJar.of(text))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(text + " is no valid jar");
        put("META-INF/MANIFEST.MF", "no manifest at all\r\n\r\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("has no valid manifest");
    }

    private void put(String path, String text) {
        entries.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private SpringBootJar read() throws IOException {
        return SpringBootJar.of(Applications.jar(folder.resolve("app.jar"), entries))
                .orElseThrow();
    }
}
