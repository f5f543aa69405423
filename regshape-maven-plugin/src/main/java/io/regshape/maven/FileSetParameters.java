// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.files.Content;
import io.regshape.files.FileTree;
import io.regshape.files.Symlinks;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of a folder that a layer adds: an element {@code fileSet} in the POM. */
public class FileSetParameters {
    private static final String PARENT = "a fileSet";

    /** The folder; required. */
    private @Nullable File directory;

    /** The folder of the image that it becomes; the root unless given. */
    private @Nullable String outputDirectory;

    /** Patterns of what is added; everything unless given. */
    private @Nullable List<String> includes;

    /** Patterns of what is left out nevertheless. */
    private @Nullable List<String> excludes;

    /** Whether what version control and editors leave behind is left out as well. */
    private boolean useDefaultExcludes = true;

    /** The mode of files: an octal number or {@code keep}; the layer's unless given. */
    private @Nullable String fileMode;

    /** The mode of folders: an octal number or {@code keep}; the layer's unless given. */
    private @Nullable String directoryMode;

    /** What becomes of symbolic links: {@code keep} (default), {@code follow} or {@code refuse}. */
    private @Nullable String symlinks;

    Content content(LayerContext layer) {
        Path source = layer.path(directory, "directory", PARENT);
        return layer.placed(
                        PARENT,
                        () -> FileTree.of(source)
                                .to(Parameters.text(outputDirectory).orElse("/")))
                .filter(new AntPatterns(
                        layer.includes(includes, PARENT), Parameters.given(excludes), useDefaultExcludes))
                .fileMode(layer.fileMode(fileMode, PARENT))
                .directoryMode(layer.directoryMode(directoryMode, PARENT))
                .symlinks(Parameters.parsed(Parameters.text(symlinks), layer.named(PARENT), Symlinks::parse)
                        .orElse(Symlinks.KEEP));
    }
}
