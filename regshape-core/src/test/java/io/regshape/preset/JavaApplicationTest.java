// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import static io.regshape.preset.Applications.mainClass;
import static io.regshape.preset.Applications.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.build.BuildImage;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.preset.Library.Kind;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaApplicationTest {
    @TempDir
    Path folder;

    private Path classes;

    @BeforeEach
    void compileApplication() throws IOException {
        classes = folder.resolve("classes");
        write(classes.resolve("com/example/App.class"), mainClass("com/example/App"));
        write(classes.resolve("com/example/messages.properties"), "hello=Hello");
        write(classes.resolve("application.yaml"), "port: 8080");
    }

    @Test
    void putsEachFileIntoTheLayerOfItsKind() throws IOException {
        JavaApplication application = JavaApplication.of(classes)
                .libraries(List.of(
                        library("sibling-1.0.jar", Kind.MODULE),
                        library("zeta-1.0.jar", Kind.RELEASED),
                        library("early-2.0-SNAPSHOT.jar", Kind.SNAPSHOT),
                        library("alpha-1.0.jar", Kind.RELEASED)));

        assertThat(Applications.paths(application.layers()).toString())
                .isEqualTo("{dependencies=[app/libs/alpha-1.0.jar, app/libs/zeta-1.0.jar],"
                        + " snapshot-dependencies=[app/libs/early-2.0-SNAPSHOT.jar],"
                        + " module-dependencies=[app/libs/sibling-1.0.jar],"
                        + " resources=[app/resources/application.yaml, app/resources/com/example/messages.properties],"
                        + " classes=[app/classes/com/example/App.class, app/classpath.args]}");
    }

    @Test
    void keepsTheLibrariesInTheOrderOfTheClassPath() throws IOException {
        JavaApplication application = JavaApplication.of(classes)
                .libraries(List.of(
                        library("sibling-1.0.jar", Kind.MODULE),
                        library("zeta-1.0.jar", Kind.RELEASED),
                        library("alpha-1.0.jar", Kind.RELEASED)));

        assertThat(Applications.text(application.layers(), "classes", "app/classpath.args"))
                .isEqualTo("""
                        -cp "\\
                        /app/resources:\\
                        /app/classes:\\
                        /app/libs/sibling-1.0.jar:\\
                        /app/libs/zeta-1.0.jar:\\
                        /app/libs/alpha-1.0.jar"
                        """);
    }

    @Test
    void leavesEmptyLayersOut() throws IOException {
        Path bare = folder.resolve("bare");
        write(bare.resolve("App.class"), mainClass("App"));
        Files.createDirectories(bare.resolve("empty/folder"));

        List<String> names = Applications.paths(JavaApplication.of(bare).layers()).keySet().stream()
                .toList();

        assertThat(names).containsExactly("classes");
        assertThat(Applications.text(JavaApplication.of(bare).layers(), "classes", "app/classpath.args"))
                .isEqualTo("-cp \"\\\n/app/classes\"\n");
    }

    @Test
    void keepsTheClassPathWhenAllClassesAreInLibraries() throws IOException {
        Path bare = Files.createDirectory(folder.resolve("bare"));
        JavaApplication application = JavaApplication.of(bare).libraries(List.of(library("a.jar", Kind.RELEASED)));

        assertThat(Applications.text(application.layers(), "classes", "app/classpath.args"))
                .isEqualTo("-cp \"\\\n/app/libs/a.jar\"\n");
    }

    @Test
    void makesTheSameTarsFromADirectoryAndFromItsJar() throws IOException {
        write(classes.resolve("META-INF/services/a.Service"), "a.Provider");
        write(classes.resolve("META-INF/maven/plugin.xml"), "<plugin/>");
        // Left by a tool that writes the manifest before the jar is made.
        write(classes.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nBnd: 1\n");
        write(classes.resolve("run.sh"), "#!/bin/sh");
        Files.setPosixFilePermissions(classes.resolve("run.sh"), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(classes.resolve("empty/folder"));
        Path jar = Applications.jarOf(folder.resolve("app.jar"), classes);

        Map<String, byte[]> fromDirectory =
                Applications.tars(JavaApplication.of(classes).layers());
        Map<String, byte[]> fromJar = Applications.tars(JavaApplication.of(jar).layers());

        assertThat(fromJar.keySet()).containsExactlyElementsOf(fromDirectory.keySet());
        assertThat(fromJar).allSatisfy((name, tar) -> assertThat(tar).isEqualTo(fromDirectory.get(name)));
        assertThat(Applications.paths(JavaApplication.of(jar).layers()).get("resources"))
                .containsExactly(
                        "app/resources/META-INF/maven/plugin.xml",
                        "app/resources/META-INF/services/a.Service",
                        "app/resources/application.yaml",
                        "app/resources/com/example/messages.properties",
                        "app/resources/run.sh");
    }

    @Test
    void makesTheSameImageFromADirectoryAndFromItsJar() throws IOException {
        Path jar = Applications.jarOf(folder.resolve("app.jar"), classes);

        assertThat(image("from-jar", JavaApplication.of(jar)).digest())
                .isEqualTo(image("from-directory", JavaApplication.of(classes)).digest());
        assertThat(LayoutValidator.validate(folder.resolve("from-jar"))).isEmpty();
    }

    private Descriptor image(String layout, JavaApplication application) throws IOException {
        return BuildImage.at(folder.resolve(layout))
                .layers(application
                        .libraries(List.of(library("a.jar", Kind.RELEASED)))
                        .layers())
                .settings(ConfigSettings.none()
                        .withArchitecture("amd64")
                        .withOs("linux")
                        .withEntrypoint(application.entrypoint()))
                .run()
                .manifest();
    }

    @Test
    void leavesOutWhatOnlyASignedJarHas() throws IOException {
        byte[] some = {1};
        Path jar = Applications.jar(
                folder.resolve("app.jar"),
                Map.of(
                        "App.class", mainClass("App"),
                        "META-INF/MANIFEST.MF", some,
                        "META-INF/INDEX.LIST", some,
                        "META-INF/KEY.SF", some,
                        "META-INF/KEY.RSA", some,
                        "META-INF/LICENSE", some));

        assertThat(Applications.paths(JavaApplication.of(jar).layers()).get("resources"))
                .containsExactly("app/resources/META-INF/LICENSE");
    }

    @Test
    void startsTheMainClassThatIsThere() throws IOException {
        JavaApplication application = JavaApplication.of(classes)
                .jvmFlags(List.of("-Xmx64m", "-Dgreeting=Hello world"))
                .args(List.of("--port", "8080"));

        assertThat(application.entrypoint())
                .containsExactly(
                        "java", "-Xmx64m", "-Dgreeting=Hello world", "@/app/classpath.args", "com.example.App");
        assertThat(application.cmd()).containsExactly("--port", "8080");
    }

    @Test
    void startsTheMainClassThatIsNamed() throws IOException {
        write(classes.resolve("com/example/Other.class"), mainClass("com/example/Other"));
        assertThat(JavaApplication.of(classes).mainClass("com.example.Other").entrypoint())
                .containsExactly("java", "@/app/classpath.args", "com.example.Other");

        Path jar = Applications.jar(folder.resolve("x.jar"), Map.of("lib/Main.class", mainClass("lib/Main")));
        assertThat(JavaApplication.of(classes)
                        .libraries(List.of(new Library(jar, "x.jar", Kind.RELEASED)))
                        .mainClass("lib.Main")
                        .entrypoint())
                .endsWith("lib.Main");
    }

    @Test
    void refusesAMainClassThatIsNowhere() throws IOException {
        JavaApplication application = JavaApplication.of(classes)
                .libraries(List.of(library("a.jar", Kind.RELEASED)))
                .mainClass("com.example.app");

        assertThatThrownBy(application::entrypoint)
                .isInstanceOf(RegshapeException.class)
                .hasMessage(
                        "the mainClass 'com.example.app' is not in " + classes + ", and in none of the libraries (1):"
                                + " it must be a full name, for example com.example.App. Main classes found: com.example.App");
    }

    @Test
    void saysThatTheMainClassIsNowhereEvenIfAnotherClassCannotBeRead() throws IOException {
        write(classes.resolve("Broken.class"), "no class");

        assertThatThrownBy(
                        () -> JavaApplication.of(classes).mainClass("Nowhere").entrypoint())
                .hasMessageContaining("'Nowhere' is not in")
                .hasMessageEndingWith("com.example.App.");
        assertThat(JavaApplication.of(classes).mainClass("com.example.App").entrypoint())
                .hasSize(3);
    }

    @Test
    void refusesClassesThatAreNotThere() {
        assertThatThrownBy(() -> JavaApplication.of(folder.resolve("nowhere")).layers())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("there are no classes at " + folder.resolve("nowhere"));
    }

    @Test
    void refusesAFileThatIsNoJar() throws IOException {
        Path text = write(folder.resolve("text.jar"), "no jar");

        assertThatThrownBy(() -> JavaApplication.of(text).layers())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(text + " is no valid jar");
        assertThatThrownBy(() -> JavaApplication.of(classes)
                        .libraries(List.of(new Library(text, "text.jar", Kind.RELEASED)))
                        .mainClass("com.example.Elsewhere")
                        .entrypoint())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the library " + text + " is no valid jar");
    }

    @Test
    void tellsToPackageWhenALibraryIsNotThereOrNoJarYet() {
        Library missing = new Library(folder.resolve("gone.jar"), "gone.jar", Kind.RELEASED);
        Library module = new Library(classes, "sibling-1.0.jar", Kind.MODULE);

        assertThatThrownBy(() ->
                        JavaApplication.of(classes).libraries(List.of(missing)).layers())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("there is no file " + folder.resolve("gone.jar"))
                .hasMessageContaining("Run the phase package");
        assertThatThrownBy(() ->
                        JavaApplication.of(classes).libraries(List.of(module)).entrypoint())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("sibling-1.0.jar is no jar yet but the directory " + classes)
                .hasMessageContaining("run the phase package");
    }

    @Test
    void refusesTwoLibrariesOfOneName() throws IOException {
        Library one = library("a.jar", Kind.RELEASED);
        Library other = new Library(write(folder.resolve("other/a.jar"), "x"), "a.jar", Kind.MODULE);

        assertThatThrownBy(() -> JavaApplication.of(classes)
                        .libraries(List.of(one, other))
                        .layers())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("two libraries have the name 'a.jar': " + one.file() + " and " + other.file());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b.jar", "a:b.jar", "*", "a\n/b"})
    void refusesANameThatCannotStandInAClassPath(String name) {
        assertThatThrownBy(() -> new Library(folder.resolve("a.jar"), name, Kind.RELEASED))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("cannot have the name '" + name + "'");
    }

    private Library library(String name, Kind kind) throws IOException {
        Path jar = folder.resolve("repository/" + name);
        // Made anew it would be another file: jars have the time in them.
        return new Library(Files.exists(jar) ? jar : Applications.jar(jar, Map.of("x", new byte[1])), name, kind);
    }
}
