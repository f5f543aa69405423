// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.files.Content;
import io.regshape.files.SingleFile;
import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One file that a layer adds: an element {@code file} in the POM. */
public class FileParameters {
    private static final String PARENT = "a file";

    /** The file; required. */
    private @Nullable File source;

    /** The folder of the image that it goes to; the root unless given. */
    private @Nullable String outputDirectory;

    /** Its name in the image; the name that it has unless given. */
    private @Nullable String destName;

    /** Its mode: an octal number or {@code keep}; the layer's {@code fileMode} unless given. */
    private @Nullable String fileMode;

    Content content(LayerContext layer) {
        Path file = layer.path(source, "source", PARENT);
        String name = destName == null || destName.isBlank() ? String.valueOf(file.getFileName()) : destName;
        return layer.placed(PARENT, () -> SingleFile.of(file, LayerContext.folder(outputDirectory) + name))
                .mode(layer.fileMode(fileMode, PARENT));
    }
}
