// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.build.LayerRequest;
import io.regshape.files.ZipTree;
import io.regshape.preset.SpringBootLayers.Layer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * An executable Spring Boot jar as layers: its files lie unpacked in {@code /app}, in the layers of its own index, and
 * its launcher starts it from there.
 *
 * <p>A jar that was made without an index has the layers {@code dependencies} (its libraries), {@code spring-boot-loader}
 * and {@code application} (all else).
 *
 * <p>Immutable. The manifest and the index are read once, by {@link #of}.
 */
public final class SpringBootJar {
    private static final String ROOT = "/app";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String INDEX = "BOOT-INF/layers.idx";
    /** A line of the index has some 100 bytes: enough for 100,000 libraries. */
    private static final int MOST_BYTES = 10_000_000;

    private final Path jar;
    private final String launcher;
    private final SpringBootLayers index;
    private final List<String> jvmFlags;
    private final List<String> args;

    private SpringBootJar(Path jar, String launcher, SpringBootLayers index, List<String> jvmFlags, List<String> args) {
        this.jar = jar;
        this.launcher = launcher;
        this.index = index;
        this.jvmFlags = List.copyOf(jvmFlags);
        this.args = List.copyOf(args);
    }

    /**
     * Looks whether a jar is an executable Spring Boot jar.
     *
     * @return empty if it is another jar
     * @throws RegshapeException if it is no jar, or what it says of itself is not right
     * @throws IOException if it cannot be read
     */
    public static Optional<SpringBootJar> of(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, "there is no jar " + jar + ": run the phase package, which makes it");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return of(jar, zip);
        } catch (ZipException | EOFException e) {
            throw invalid(jar, "is no valid jar: " + e.getMessage(), e);
        }
    }

    private static Optional<SpringBootJar> of(Path jar, ZipFile zip) throws IOException {
        Attributes manifest = manifest(jar, zip);
        if (!"BOOT-INF/classes/".equals(manifest.getValue("Spring-Boot-Classes"))) {
            return Optional.empty();
        }
        String launcher = manifest.getValue(Attributes.Name.MAIN_CLASS);
        if (launcher == null || zip.getEntry(MainClass.pathOf(launcher)) == null) {
            throw invalid(
                    jar,
                    "is a Spring Boot jar that cannot be started: its Main-Class, " + launcher
                            + ", is not in it. Repackage it with the layout JAR, which is the default",
                    null);
        }
        String indexPath = Objects.requireNonNullElse(manifest.getValue("Spring-Boot-Layers-Index"), INDEX);
        Optional<String> text = read(jar, zip, indexPath).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        SpringBootLayers index = text.map(it -> SpringBootLayers.parse(it, indexPath + " in the jar " + jar))
                .orElse(SpringBootLayers.DEFAULT);
        return Optional.of(new SpringBootJar(jar, launcher, index, List.of(), List.of()));
    }

    /** Sets options of {@code java}, each an argument of its own; none unless set. */
    public SpringBootJar jvmFlags(List<String> value) {
        return new SpringBootJar(jar, launcher, index, value, args);
    }

    /** Sets the arguments that the application gets when a container is started without any; none unless set. */
    public SpringBootJar args(List<String> value) {
        return new SpringBootJar(jar, launcher, index, jvmFlags, value);
    }

    /**
     * Returns the layers, lowest first, in the order of the index. Those that would be empty are left out.
     *
     * @throws RegshapeException if a file of the jar is in no layer
     * @throws IOException if the jar cannot be read
     */
    public List<LayerRequest> layers() throws IOException {
        Set<String> used = usedLayers();
        List<LayerRequest> layers = new ArrayList<>();
        for (Layer layer : index.layers()) {
            if (used.contains(layer.name())) {
                ZipTree files = ZipTree.of(
                        jar, file -> layerOf(file).equals(layer) ? Optional.of(ROOT + "/" + file) : Optional.empty());
                layers.add(LayerRequest.of(layer.name(), List.of(files)));
            }
        }
        return layers;
    }

    /** Returns the command that starts the application; {@code java} is found on the image's {@code PATH}. */
    public List<String> entrypoint() {
        List<String> command = new ArrayList<>();
        command.add("java");
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", ROOT, launcher));
        return List.copyOf(command);
    }

    /** Returns the default arguments of the entrypoint. */
    public List<String> cmd() {
        return args;
    }

    private Set<String> usedLayers() throws IOException {
        Set<String> used = new HashSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    used.add(layerOf(entry.getName()).name());
                }
            }
        } catch (ZipException e) {
            throw invalid(jar, "is no valid jar: " + e.getMessage(), e);
        }
        return used;
    }

    private Layer layerOf(String file) {
        return index.layerOf(file)
                .orElseThrow(() -> invalid(
                        jar,
                        "has the file " + file + ", which is in no layer of its index: repackage the jar when all is"
                                + " in it, or give the file a layer in the layers configuration of Spring Boot's plugin",
                        null));
    }

    private static Attributes manifest(Path jar, ZipFile zip) throws IOException {
        byte[] bytes = read(jar, zip, MANIFEST).orElse(new byte[0]);
        try {
            return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(jar, "has no valid manifest: " + e.getMessage(), e);
        }
    }

    private static Optional<byte[]> read(Path jar, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw invalid(jar, "has a file " + name + " of more than " + MOST_BYTES + " bytes", null);
            }
            return Optional.of(bytes);
        }
    }

    private static RegshapeException invalid(Path jar, String what, @Nullable Exception cause) {
        return new RegshapeException(Kind.BAD_CONTENT, "the jar " + jar + " " + what, cause);
    }
}
