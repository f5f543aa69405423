// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.image.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.plugin.logging.Log;

/** What later plugins of the same project can use of what is known of the image. */
final class ImageProperties {
    private ImageProperties() {}

    /** Sets the properties, and removes those of which nothing is known. */
    static void publish(Path layout, Properties properties, Log log) throws IOException {
        if (Files.notExists(layout.resolve(Stage.FILE))) {
            return;
        }
        Stage stage;
        try {
            stage = Stage.read(layout);
        } catch (RegshapeException e) {
            // The goal, validate for one, did its work without it.
            log.debug("the properties are not set: " + e.getMessage());
            return;
        }
        properties.setProperty(
                "regshape.layers", Integer.toString(stage.layers().size()));
        set(
                properties,
                "regshape.config.digest",
                stage.config().map(config -> config.digest().toString()));
        set(
                properties,
                "regshape.manifest.digest",
                stage.manifest().map(manifest -> manifest.digest().toString()));
    }

    private static void set(Properties properties, String name, Optional<String> value) {
        value.ifPresentOrElse(text -> properties.setProperty(name, text), () -> properties.remove(name));
    }
}
