// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import static io.regshape.preset.Applications.MAIN;
import static io.regshape.preset.Applications.PUBLIC_STATIC;
import static io.regshape.preset.Applications.classWith;
import static io.regshape.preset.Applications.mainClass;
import static io.regshape.preset.Applications.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.files.LayerFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

class MainClassTest {
    @TempDir
    Path folder;

    private Path classes;

    @BeforeEach
    void makeFolder() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
        put("com/example/Plain.class", classWith("com/example/Plain", PUBLIC_STATIC, "run", MAIN));
        put("application.properties", new byte[] {1});
    }

    @Test
    void findsTheOnlyOneInADirectoryAndInAJar() throws IOException {
        put("com/example/App.class", mainClass("com/example/App"));

        assertThat(find(classes)).isEqualTo("com.example.App");
        assertThat(find(Applications.jarOf(folder.resolve("app.jar"), classes))).isEqualTo("com.example.App");
    }

    @Test
    void findsItInTheDefaultPackageAndInANestedClass() throws IOException {
        put("App.class", mainClass("App"));
        assertThat(find(classes)).isEqualTo("App");

        Files.delete(classes.resolve("App.class"));
        put("a/Outer$Inner.class", mainClass("a/Outer$Inner"));
        assertThat(find(classes)).isEqualTo("a.Outer$Inner");
    }

    @Test
    void findsAMainMethodThatACompilerMade() throws IOException {
        int bridge = PUBLIC_STATIC | Opcodes.ACC_SYNTHETIC;
        put("a/MainKt.class", classWith("a/MainKt", bridge, "main", MAIN));

        assertThat(find(classes)).isEqualTo("a.MainKt");
    }

    @Test
    void listsAllWhenThereAreSeveral() throws IOException {
        put("z/Second.class", mainClass("z/Second"));
        put("a/b/First.class", mainClass("a/b/First"));
        put("a/Zero.class", mainClass("a/Zero"));

        assertThatThrownBy(() -> find(classes))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("several main classes found in " + classes
                        + ": set mainClass to one of a.Zero, a.b.First, z.Second");
    }

    @Test
    void saysWhenThereIsNone() {
        assertThatThrownBy(() -> find(classes))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("no main class found in " + classes + ": set mainClass");
    }

    @Test
    void takesNoOtherMethodForIt() throws IOException {
        put("A.class", classWith("A", Opcodes.ACC_PUBLIC, "main", MAIN));
        put("B.class", classWith("B", Opcodes.ACC_STATIC, "main", MAIN));
        put("C.class", classWith("C", PUBLIC_STATIC, "main", "(Ljava/lang/String;)V"));
        put("D.class", classWith("D", PUBLIC_STATIC, "main", "()V"));
        put("E.class", classWith("E", PUBLIC_STATIC, "Main", MAIN));

        assertThatThrownBy(() -> find(classes)).hasMessageStartingWith("no main class found");
    }

    @Test
    void findsEveryMainThatJava25Starts() throws IOException {
        for (int access : List.of(0, Opcodes.ACC_PUBLIC, Opcodes.ACC_PROTECTED, Opcodes.ACC_STATIC, PUBLIC_STATIC)) {
            for (String descriptor : List.of(MAIN, "()V")) {
                put("a/App.class", java25(0, 0, access, descriptor));
                assertThat(find(classes)).as("%x %s", access, descriptor).isEqualTo("a.App");
            }
        }
    }

    @Test
    void leavesOutWhatJava25DoesNotStart() throws IOException {
        put("a/Main.class", mainClass("a/Main"));
        for (byte[] other : List.of(
                java25(0, 0, Opcodes.ACC_PRIVATE, MAIN),
                java25(0, 0, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "()V"),
                java25(0, 0, Opcodes.ACC_PUBLIC, "(I)V"),
                java25(0, 0, Opcodes.ACC_PUBLIC, "()I"),
                java25(0, Opcodes.ACC_PRIVATE, Opcodes.ACC_PUBLIC, MAIN),
                java25(Opcodes.ACC_ABSTRACT, 0, Opcodes.ACC_PUBLIC, MAIN))) {
            put("a/App.class", other);
            assertThat(find(classes)).isEqualTo("a.Main");
        }
    }

    @Test
    void ignoresClassesThatTheClassPathWouldNotFind() throws IOException {
        put("META-INF/versions/21/a/App.class", mainClass("a/App"));
        put("META-INF/Odd.class", mainClass("META-INF/Odd"));
        put("BOOT-INF/classes/a/App.class", mainClass("a/App"));
        put("module-info.class", moduleInfo());

        assertThatThrownBy(() -> find(classes)).hasMessageStartingWith("no main class found");
    }

    @Test
    void asksForTheMainClassWhenAClassFileIsNewerThanItKnows() throws IOException {
        byte[] future = mainClass("a/Future");
        future[7] = 99;
        put("a/Future.class", future);

        assertThatThrownBy(() -> find(classes))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("a/Future.class in " + classes + " is for Java 55")
                .hasMessageEndingWith("set mainClass");
    }

    @Test
    void namesAClassFileThatIsDamaged() throws IOException {
        byte[] whole = mainClass("a/Cut");
        for (int length = 0; length < whole.length; length++) {
            put("a/Cut.class", Arrays.copyOf(whole, length));
            try {
                find(classes);
            } catch (RegshapeException e) {
                assertThat(e).hasMessageMatching("(?s).*(a/Cut.class in .* is no valid class file|no main class).*");
            }
        }
        put("a/Cut.class", new byte[] {(byte) 0xca, (byte) 0xfe, 1, 2, 3, 4, 5, 6, 7, 8});
        assertThatThrownBy(() -> find(classes))
                .isInstanceOfSatisfying(
                        RegshapeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_CONTENT))
                .hasMessageContaining("a/Cut.class in " + classes + " is no valid class file");
    }

    @Test
    void readsNoClassFileOfAnySize() throws IOException {
        put("a/Large.class", mainClass("a/Large"));
        try (RandomAccessFile file =
                new RandomAccessFile(classes.resolve("a/Large.class").toFile(), "rw")) {
            file.setLength(5L << 30);
        }

        assertThatThrownBy(() -> find(classes))
                .hasMessageContaining("a/Large.class")
                .hasMessageContaining("16 MiB");
    }

    @Test
    void namesAClassFileWhosePlaceInTheJarIsDamaged() throws IOException {
        byte[] padded = Arrays.copyOf(mainClass("a/App"), 2000);
        Path jar = Applications.jar(folder.resolve("app.jar"), Map.of("a/App.class", padded));
        byte[] bytes = Files.readAllBytes(jar);
        // The content begins behind the entry's header of 30 bytes and its name.
        Arrays.fill(bytes, 30 + "a/App.class".length(), 30 + "a/App.class".length() + 40, (byte) 0xff);
        Files.write(jar, bytes);

        assertThatThrownBy(() -> find(jar))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(jar + " is no valid jar: its entry a/App.class cannot be read: ");
    }

    private void put(String path, byte[] bytes) throws IOException {
        write(classes.resolve(path), bytes);
    }

    @Test
    void takesTheMainThatJava25Chooses() throws IOException {
        put("a/Main.class", mainClass("a/Main"));
        var writer = new org.objectweb.asm.ClassWriter(0);
        writer.visit(Opcodes.V25, 0, "a/App", null, "java/lang/Object", null);
        writer.visitMethod(Opcodes.ACC_PRIVATE, "<init>", "()V", null, null).visitEnd();
        writer.visitMethod(Opcodes.ACC_STATIC, "main", "()V", null, null).visitEnd();
        // It comes before the one without arguments, and no instance can be made.
        writer.visitMethod(0, "main", MAIN, null, null).visitEnd();
        put("a/App.class", writer.toByteArray());
        assertThat(find(classes)).isEqualTo("a.Main");
    }

    private static byte[] java25(int access, int constructorAccess, int mainAccess, String mainDescriptor) {
        var writer = new org.objectweb.asm.ClassWriter(0);
        writer.visit(Opcodes.V25, access, "a/App", null, "java/lang/Object", null);
        writer.visitMethod(constructorAccess, "<init>", "()V", null, null).visitEnd();
        writer.visitMethod(mainAccess, "main", mainDescriptor, null, null).visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] moduleInfo() {
        var writer = new org.objectweb.asm.ClassWriter(0);
        writer.visit(Opcodes.V9, Opcodes.ACC_MODULE, "module-info", null, null, null);
        writer.visitModule("a", 0, null).visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String find(Path source) throws IOException {
        ApplicationFiles application = new ApplicationFiles(Optional.of(source));
        try (LayerFiles files = application.gather()) {
            return MainClass.find(files, application.toString());
        }
    }
}
