// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.build.LayerRequest;
import io.regshape.files.Content;
import io.regshape.files.LayerFiles;
import io.regshape.files.ModeRule;
import io.regshape.files.SingleFile;
import io.regshape.files.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A Java application as layers, those that change rarely beneath those that change often: {@code dependencies},
 * {@code snapshot-dependencies} and {@code module-dependencies} in {@code /app/libs}, {@code resources} in
 * {@code /app/resources}, {@code classes} in {@code /app/classes}.
 *
 * <p>The class path keeps the order of the libraries. It stands in a file, {@code /app/classpath.args}, which lies in the
 * layer {@code classes} and which {@code java} reads as {@code @/app/classpath.args} (Java 9 and newer).
 *
 * <p>Immutable. Nothing is looked at before {@link #layers} and {@link #entrypoint}.
 */
public final class JavaApplication {
    private static final String ROOT = "/app";
    private static final String LIBRARIES = ROOT + "/libs";
    private static final String RESOURCES = ROOT + "/resources";
    private static final String CLASSES = ROOT + "/classes";
    private static final String CLASS_PATH_FILE = ROOT + "/classpath.args";

    private final ApplicationFiles classes;
    private final List<Library> libraries;
    private final Optional<String> mainClass;
    private final List<String> jvmFlags;
    private final List<String> args;

    private JavaApplication(
            ApplicationFiles classes,
            List<Library> libraries,
            Optional<String> mainClass,
            List<String> jvmFlags,
            List<String> args) {
        this.classes = classes;
        this.libraries = List.copyOf(libraries);
        this.mainClass = mainClass;
        this.jvmFlags = List.copyOf(jvmFlags);
        this.args = List.copyOf(args);
    }

    /**
     * Names the application's own classes and resources. A directory and the jar that was made of it give the same layers.
     *
     * @param classes a directory, such as {@code target/classes}, or a jar
     */
    public static JavaApplication of(Path classes) {
        return of(new ApplicationFiles(Optional.of(classes)));
    }

    /** Starts an application that has no files of its own. */
    public static JavaApplication ofLibraries() {
        return of(new ApplicationFiles(Optional.empty()));
    }

    private static JavaApplication of(ApplicationFiles classes) {
        return new JavaApplication(classes, List.of(), Optional.empty(), List.of(), List.of());
    }

    /** Sets the libraries, in the order of the class path; none unless set. */
    public JavaApplication libraries(List<Library> value) {
        return new JavaApplication(classes, value, mainClass, jvmFlags, args);
    }

    /** Sets the class to start, such as {@code com.example.App}; unless set it is looked for. */
    public JavaApplication mainClass(String value) {
        return new JavaApplication(classes, libraries, Optional.of(value), jvmFlags, args);
    }

    /** Sets options of {@code java}, each an argument of its own; none unless set. */
    public JavaApplication jvmFlags(List<String> value) {
        return new JavaApplication(classes, libraries, mainClass, value, args);
    }

    /** Sets the arguments that the application gets when a container is started without any; none unless set. */
    public JavaApplication args(List<String> value) {
        return new JavaApplication(classes, libraries, mainClass, jvmFlags, value);
    }

    /**
     * Returns the layers, lowest first. Those that would be empty are left out, {@code classes} never is.
     *
     * @throws RegshapeException if the classes or a library are not there, or two libraries have one name
     * @throws IOException if they cannot be read
     */
    public List<LayerRequest> layers() throws IOException {
        checkLibraries();
        List<String> files = ownFiles();
        boolean hasResources = !files.stream().allMatch(ApplicationFiles::isClass);
        boolean hasClasses = files.stream().anyMatch(ApplicationFiles::isClass);

        List<LayerRequest> layers = new ArrayList<>();
        for (Library.Kind kind : Library.Kind.values()) {
            List<Content> jars = jars(kind);
            if (!jars.isEmpty()) {
                layers.add(LayerRequest.of(kind.layerName(), jars));
            }
        }
        List<String> classPath = new ArrayList<>();
        if (hasResources) {
            layers.add(LayerRequest.of(
                    "resources", List.of(classes.to(RESOURCES, path -> !ApplicationFiles.isClass(path)))));
            classPath.add(RESOURCES);
        }
        List<Content> top = new ArrayList<>();
        if (hasClasses) {
            top.add(classes.to(CLASSES, ApplicationFiles::isClass));
            classPath.add(CLASSES);
        }
        libraries.forEach(library -> classPath.add(pathOf(library)));
        top.add(TextFile.of("the class path", ArgumentFile.classPath(classPath), CLASS_PATH_FILE));
        layers.add(LayerRequest.of("classes", top));
        return layers;
    }

    /**
     * Returns the command that starts the application; {@code java} is found on the image's {@code PATH}.
     *
     * @throws RegshapeException if the main class is not there; or, where none was set, if not exactly one is
     * @throws IOException if class files or libraries cannot be read
     */
    public List<String> entrypoint() throws IOException {
        checkLibraries();
        List<String> command = new ArrayList<>();
        command.add("java");
        command.addAll(jvmFlags);
        command.add("@" + CLASS_PATH_FILE);
        command.add(resolvedMainClass());
        return List.copyOf(command);
    }

    /** Returns the default arguments of the entrypoint. */
    public List<String> cmd() {
        return args;
    }

    private List<String> ownFiles() throws IOException {
        try (LayerFiles files = classes.gather()) {
            return files.filePaths();
        }
    }

    private List<Content> jars(Library.Kind kind) {
        List<Content> jars = new ArrayList<>();
        for (Library library : libraries) {
            if (library.kind() == kind) {
                jars.add(SingleFile.of(library.file(), pathOf(library)).mode(ModeRule.of(0644)));
            }
        }
        return jars;
    }

    private static String pathOf(Library library) {
        return LIBRARIES + "/" + library.fileName();
    }

    private void checkLibraries() {
        Map<String, Library> byName = new HashMap<>();
        for (Library library : libraries) {
            library.checkFile();
            Library other = byName.putIfAbsent(library.fileName(), library);
            if (other != null) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "two libraries have the name '" + library.fileName() + "': " + other.file() + " and "
                                + library.file() + ". Give each a name of its own");
            }
        }
    }

    private String resolvedMainClass() throws IOException {
        try (LayerFiles files = classes.gather()) {
            if (mainClass.isEmpty()) {
                return MainClass.find(files, classes.toString());
            }
            String path = MainClass.pathOf(mainClass.get());
            if (!files.filePaths().contains(path) && !isInLibrary(path)) {
                throw noMainClass(mainClass.get(), files);
            }
            return mainClass.get();
        }
    }

    private boolean isInLibrary(String path) throws IOException {
        for (Library library : libraries) {
            try (ZipFile jar = new ZipFile(library.file().toFile())) {
                if (jar.getEntry(path) != null) {
                    return true;
                }
            } catch (ZipException e) {
                throw new RegshapeException(
                        Kind.BAD_CONTENT, "the library " + library.file() + " is no valid jar: " + e.getMessage(), e);
            }
        }
        return false;
    }

    private RegshapeException noMainClass(String name, LayerFiles files) throws IOException {
        return new RegshapeException(
                Kind.INVALID_VALUE,
                "the mainClass '" + name + "' is not in " + classes
                        + (libraries.isEmpty()
                                ? ", and there are no libraries"
                                : ", and in none of the libraries (" + libraries.size() + ")")
                        + ": it must be a full name, for example com.example.App." + candidates(files));
    }

    private String candidates(LayerFiles files) throws IOException {
        try {
            List<String> found = MainClass.findAll(files, classes.toString());
            return " Main classes found: " + (found.isEmpty() ? "none" : String.join(", ", found));
        } catch (RegshapeException e) {
            // The error at hand is the name, not another class that cannot be read.
            return "";
        }
    }
}
