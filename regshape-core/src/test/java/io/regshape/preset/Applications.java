// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import io.regshape.build.LayerRequest;
import io.regshape.files.LayerFiles;
import io.regshape.layer.TarWriter;
import io.regshape.model.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes small applications for tests, and looks at their layers. */
final class Applications {
    static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    static final String MAIN = "([Ljava/lang/String;)V";

    private Applications() {}

    /** Returns a class that can be started. */
    static byte[] mainClass(String internalName) {
        return classWith(internalName, PUBLIC_STATIC, "main", MAIN);
    }

    /** Returns a class with one method. */
    static byte[] classWith(String internalName, int access, String method, String descriptor) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
        code.visitCode();
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Writes a file and the directories that it lies in. */
    static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** Writes a file of text. */
    static Path write(Path file, String text) throws IOException {
        return write(file, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Compiles one public class. */
    static void compile(Path classes, String name, String source) throws IOException {
        Path file = write(classes.resolveSibling("src").resolve(name + ".java"), source);
        Files.createDirectories(classes);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), "-encoding", "UTF-8", file.toString());
        if (result != 0) {
            throw new AssertionError("javac ended with " + result);
        }
    }

    /** Writes a jar, its entries in the given order. */
    static Path jar(Path jar, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    /** Writes a jar as Maven does: of a directory, with directories and with what Maven adds. */
    static Path jarOf(Path jar, Path classes) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/", new byte[0]);
        entries.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\r\nBuild-Jdk-Spec: 17\r\n\r\n"));
        List<Path> files;
        try (var walk = Files.walk(classes)) {
            files = new ArrayList<>(walk.filter(file -> !file.equals(classes)).toList());
        }
        Collections.reverse(files);
        for (Path file : files) {
            String name = classes.relativize(file).toString();
            if (Files.isDirectory(file)) {
                entries.put(name + "/", new byte[0]);
            } else {
                entries.putIfAbsent(name, Files.readAllBytes(file));
            }
        }
        entries.put("META-INF/maven/com.example/app/pom.xml", bytes("<project/>"));
        entries.put("META-INF/maven/com.example/app/pom.properties", bytes("version=1"));
        return jar(jar, entries);
    }

    /** Returns the layers' files by the layers' names, both in order. */
    static Map<String, List<String>> paths(List<LayerRequest> layers) throws IOException {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        for (LayerRequest layer : layers) {
            try (LayerFiles files = gather(layer)) {
                paths.put(layer.name(), files.filePaths());
            }
        }
        return paths;
    }

    /** Returns the layers' tars by the layers' names. */
    static Map<String, byte[]> tars(List<LayerRequest> layers) throws IOException {
        Map<String, byte[]> tars = new LinkedHashMap<>();
        for (LayerRequest layer : layers) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (LayerFiles files = gather(layer);
                    TarWriter tar = new TarWriter(bytes, Timestamp.DEFAULT)) {
                files.writeTo(tar);
                tar.finish();
            }
            tars.put(layer.name(), bytes.toByteArray());
        }
        return tars;
    }

    /** Returns a text file of the layers. */
    static String text(List<LayerRequest> layers, String layer, String path) throws IOException {
        LayerRequest request = layers.stream()
                .filter(it -> it.name().equals(layer))
                .findFirst()
                .orElseThrow();
        try (LayerFiles files = gather(request);
                var in = files.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static LayerFiles gather(LayerRequest layer) throws IOException {
        return LayerFiles.gather(
                layer.contents(),
                layer.owner(),
                layer.directoryMode(),
                Path.of("none"),
                Path.of(System.getProperty("java.io.tmpdir")),
                List.of());
    }
}
