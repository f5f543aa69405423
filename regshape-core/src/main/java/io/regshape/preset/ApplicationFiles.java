// SPDX-License-Identifier: Apache-2.0
package io.regshape.preset;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.files.Content;
import io.regshape.files.FileTree;
import io.regshape.files.LayerFiles;
import io.regshape.files.ModeRule;
import io.regshape.files.Symlinks;
import io.regshape.files.ZipTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The class files and resources of a project, the same ones whether they come from a directory or from the jar that was
 * made of it.
 *
 * @param place a directory or a jar; empty when there are none
 */
record ApplicationFiles(Optional<Path> place) {
    /**
     * What a jar has and the directory that it was made of has not, or the other way round: the manifest, signatures
     * and index, which say nothing outside of a jar; Maven's copy of the POM; the pages that maven-jar-plugin leaves out.
     */
    private static final Pattern NOT_IN_BOTH = Pattern.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST"
            + "|[^/]+\\.(SF|DSA|RSA|EC)|maven/[^/]+/[^/]+/pom\\.(xml|properties))|(.+/)?package\\.html");

    /** Returns whether a file is a class. */
    static boolean isClass(String path) {
        return path.endsWith(".class");
    }

    /**
     * Returns some of the files, all with the mode 0644, which is what a jar can tell.
     *
     * @param destination the directory of the image that they go to
     * @param wanted says by the path in the source which ones
     * @throws RegshapeException if there is no such source
     */
    Content to(String destination, Predicate<String> wanted) {
        if (place.isEmpty()) {
            return files -> {};
        }
        Path source = place.get();
        Predicate<String> filter = path -> !NOT_IN_BOTH.matcher(path).matches() && wanted.test(path);
        if (Files.isDirectory(source)) {
            return FileTree.of(source)
                    .to(destination)
                    .filter(filter::test)
                    .fileMode(ModeRule.of(0644))
                    .symlinks(Symlinks.FOLLOW)
                    .filesOnly();
        }
        if (!Files.exists(source)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "there are no classes at " + source
                            + ": compile or package the application first, or name a directory of classes or a jar");
        }
        return ZipTree.of(source, name -> filter.test(name) ? Optional.of(destination + "/" + name) : Optional.empty());
    }

    /** Gathers all of them by their path in the source; the caller closes the result. */
    LayerFiles gather() throws IOException {
        return LayerFiles.gather(to("", path -> true));
    }

    @Override
    public String toString() {
        return place.map(Path::toString).orElse("the project, which has no files of its own");
    }
}
