// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.files.Content;
import io.regshape.files.Link;
import org.jspecify.annotations.Nullable;

/** A symbolic link that a layer adds: an element {@code link} in the POM. */
public class LinkParameters {
    /** Where the link is in the image; required. */
    private @Nullable String path;

    /** What it points at, as it is written into the link; required. */
    private @Nullable String target;

    Content content(LayerContext layer) {
        String from = layer.required(path, "path", "a link");
        String to = layer.required(target, "target", "a link");
        return layer.placed("a link", () -> Link.of(from, to));
    }
}
