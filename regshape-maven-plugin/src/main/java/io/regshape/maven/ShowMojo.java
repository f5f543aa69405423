// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.layout.ImageLayout;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows the index of a layout, <code>index.json</code>. */
@Mojo(name = "show", requiresProject = false, threadSafe = true)
public class ShowMojo extends RegshapeMojo {
    @Override
    boolean writes() {
        return false;
    }

    @Override
    Outcome run(Path layout) throws IOException {
        JsonObject index = ImageLayout.open(layout).index().json();
        return Outcome.of(
                new String(index.toPrettyBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList(),
                index);
    }
}
