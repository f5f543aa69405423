// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.preset.Library.Kind;
import io.regshape.testing.Command;
import io.regshape.testing.OutsideTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@code java} with an argument file that we wrote. */
class ArgumentFileTest {
    /** No file has to have this name on the machine that builds, only in the image. */
    private static final List<String> ODD_NAMES = List.of(
            "two words.jar",
            "ümlaut-日本.jar",
            "quote\"s'.jar",
            "back\\slash\\n.jar",
            "#hash.jar",
            "line\nbreak\r.jar",
            " blank at the start.jar",
            "tab\t.jar",
            "*.jar",
            "@at.jar",
            "$HOME.jar");

    @TempDir
    Path folder;

    @Test
    void namesEachLibrarySoThatJavaFindsIt() throws IOException {
        if (!OutsideTools.areThere(System.getProperty("interop", ""), "tar")) {
            return;
        }
        Path classes = folder.resolve("classes");
        Applications.compile(classes, "App", """
                public class App {
                    public static void main(String[] args) throws Exception {
                        for (int i = 0; ; i++) {
                            java.io.InputStream in = App.class.getResourceAsStream("/number-" + i);
                            if (in == null) {
                                System.out.print(i + " libraries, " + String.join("|", args) + System.getProperty("flag"));
                                return;
                            }
                        }
                    }
                }
                """);
        JavaApplication application = JavaApplication.of(classes)
                .libraries(libraries())
                .jvmFlags(List.of("-Dflag=two words"))
                .args(List.of("one", "two three"));
        Path root = unpacked(application);

        List<String> command = new ArrayList<>(application.entrypoint());
        command.replaceAll(word -> word.replace("@/app", "@" + root + "/app"));
        command.addAll(application.cmd());
        for (String jdk : jdks()) {
            command.set(0, jdk + "/bin/java");
            // In an image the paths are absolute; names outside of ASCII need a locale that has them.
            assertThat(Command.of(command.toArray()).env("LC_ALL", "C.UTF-8").succeeds())
                    .isEqualTo(libraries().size() + " libraries, one|two threetwo words");
        }
    }

    /** Many enough for the launcher to read the file in several pieces. */
    private List<Library> libraries() throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Path jar = folder.resolve("repository/" + i + ".jar");
            Applications.jar(jar, Map.of("number-" + i, new byte[1]));
            String name = ODD_NAMES.get(i % ODD_NAMES.size());
            libraries.add(new Library(jar, i < ODD_NAMES.size() ? name : i + name, Kind.RELEASED));
        }
        return libraries;
    }

    private Path unpacked(JavaApplication application) throws IOException {
        Path root = Files.createDirectory(folder.resolve("rootfs"));
        for (byte[] tar : Applications.tars(application.layers()).values()) {
            Path file = Files.write(folder.resolve("layer.tar"), tar);
            Command.of("tar", "-C", root, "-xf", file).succeeds();
        }
        // The tree does not lie at /app here.
        Path arguments = root.resolve("app/classpath.args");
        String text = Files.readString(arguments, StandardCharsets.UTF_8);
        Files.writeString(arguments, text.replace("\n/app/", "\n" + root + "/app/"), StandardCharsets.UTF_8);
        return root;
    }

    private static List<String> jdks() {
        String second = System.getProperty("regshape.it.jdk", "");
        String first = System.getProperty("java.home");
        return second.isEmpty() ? List.of(first) : List.of(first, second);
    }
}
