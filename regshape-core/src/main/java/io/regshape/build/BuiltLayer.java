// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.image.ImageLayer;
import java.util.Optional;

/**
 * A layer of an image that was built.
 *
 * @param name the name that it was asked for by
 * @param layer the blob
 * @param rebuilt why its blob was written, for example "it is new"; empty when that of the last build was kept
 */
public record BuiltLayer(String name, ImageLayer layer, Optional<String> rebuilt) {}
