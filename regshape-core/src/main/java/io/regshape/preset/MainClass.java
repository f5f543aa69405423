// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.files.LayerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Looks for classes that {@code java} can start: those with {@code public static void main(String[])}; in class files for
 * Java 25 and newer also those with any other {@code main} that is not private (Java Language Specification 25, section
 * 12.1.4).
 *
 * <p>One class file at a time is in memory. A file that lies elsewhere than its class name says, such as those beneath
 * {@code META-INF/versions} or {@code BOOT-INF/classes}, is none that the class path {@code .} would find, and left out.
 */
final class MainClass {
    private static final int NEWEST_VERSION = Opcodes.V27;
    private static final int FIRST_JAVA_VERSION = 44;
    /** The lower half of what ASM calls the version; a preview version has more bits above. */
    private static final int MAJOR_VERSION = 0xffff;

    private static final int HEADER_BYTES = 8;
    /** Far above what a compiler makes; a file that is larger is something else. */
    private static final int MOST_BYTES = 16 << 20;

    private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    private static final String SET_IT = "set mainClass";

    private MainClass() {}

    /**
     * Finds the one main class.
     *
     * @param where names the files in messages
     * @return its name as {@code java} takes it
     * @throws RegshapeException if there is none, or more than one, or a class file cannot be understood
     */
    static String find(LayerFiles files, String where) throws IOException {
        List<String> found = findAll(files, where);
        return switch (found.size()) {
            case 0 ->
                throw new RegshapeException(Kind.INVALID_VALUE, "no main class found in " + where + ": " + SET_IT);
            case 1 -> found.get(0);
            default ->
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "several main classes found in " + where + ": " + SET_IT + " to one of "
                                + String.join(", ", found));
        };
    }

    /** Finds all main classes, sorted by name. */
    static List<String> findAll(LayerFiles files, String where) throws IOException {
        List<String> found = new ArrayList<>();
        for (String path : files.filePaths()) {
            if (ApplicationFiles.isClass(path) && !path.startsWith("META-INF/") && isMain(files, path, where)) {
                found.add(nameOf(path));
            }
        }
        Collections.sort(found);
        return found;
    }

    /** Returns where in a class path a class lies. */
    static String pathOf(String name) {
        return name.replace('.', '/') + ".class";
    }

    private static String nameOf(String path) {
        return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }

    private static boolean isMain(LayerFiles files, String path, String where) throws IOException {
        byte[] bytes = read(files, path, where);
        checkVersion(bytes, path, where);
        MainMethodFinder finder = new MainMethodFinder();
        try {
            new ClassReader(bytes)
                    .accept(finder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException e) {
            // ASM trusts its input: bytes that are no class come out as an index out of bounds and the like.
            throw damaged(path, where, "its content cannot be understood", e);
        }
        return finder.canBeStarted() && path.equals(finder.internalName + ".class");
    }

    private static byte[] read(LayerFiles files, String path, String where) throws IOException {
        try (InputStream in = files.open(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw damaged(path, where, "it is larger than " + (MOST_BYTES >> 20) + " MiB", null);
            }
            return bytes;
        }
    }

    private static void checkVersion(byte[] bytes, String path, String where) {
        if (bytes.length < HEADER_BYTES || number(bytes, 0) != 0xCAFE || number(bytes, 2) != 0xBABE) {
            throw damaged(path, where, "it does not begin as one", null);
        }
        int version = number(bytes, 6);
        if (version > NEWEST_VERSION) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "cannot look for the main class: " + path + " in " + where + " is for Java "
                            + (version - FIRST_JAVA_VERSION) + ", and the newest that is known here is Java "
                            + (NEWEST_VERSION - FIRST_JAVA_VERSION) + ": " + SET_IT);
        }
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static RegshapeException damaged(String path, String where, String why, @Nullable Exception cause) {
        return new RegshapeException(
                Kind.BAD_CONTENT,
                path + " in " + where + " is no valid class file: " + why + ". Compile it again, or " + SET_IT,
                cause);
    }

    private static final class MainMethodFinder extends ClassVisitor {
        private static final String WITH_ARGUMENTS = "([Ljava/lang/String;)V";
        private static final String WITHOUT_ARGUMENTS = "()V";

        private String internalName = "";
        /** Whether an instance main method counts, and a static one that is not public or takes no arguments. */
        private boolean anyMain;

        private boolean isAbstract;
        private boolean hasConstructor;
        /** What may be done with the method; empty where there is none. */
        private OptionalInt withArguments = OptionalInt.empty();

        private OptionalInt withoutArguments = OptionalInt.empty();

        MainMethodFinder() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            internalName = name;
            isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
            anyMain = (version & MAJOR_VERSION) >= Opcodes.V25;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            boolean isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
            boolean counts = anyMain ? !isPrivate : (access & PUBLIC_STATIC) == PUBLIC_STATIC;
            if (name.equals("<init>")) {
                hasConstructor |= descriptor.equals(WITHOUT_ARGUMENTS) && !isPrivate;
            } else if (name.equals("main") && descriptor.equals(WITH_ARGUMENTS) && counts) {
                withArguments = OptionalInt.of(access);
            } else if (name.equals("main") && descriptor.equals(WITHOUT_ARGUMENTS) && counts && anyMain) {
                withoutArguments = OptionalInt.of(access);
            }
            return null;
        }

        /** The method that takes arguments is the one that is chosen, where there is one. */
        boolean canBeStarted() {
            OptionalInt chosen = withArguments.isPresent() ? withArguments : withoutArguments;
            return chosen.isPresent()
                    && ((chosen.getAsInt() & Opcodes.ACC_STATIC) != 0 || hasConstructor && !isAbstract);
        }
    }
}
