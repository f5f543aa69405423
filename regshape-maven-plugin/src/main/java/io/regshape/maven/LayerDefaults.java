// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerOptions;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How layers are stored that say nothing of it.
 *
 * @param options compression and level, where the goal has them
 */
record LayerDefaults(LayerOptions options) {
    /** Reads what the goal says. */
    static LayerDefaults of(@Nullable String compressFormat, @Nullable String compressionLevel) {
        return new LayerDefaults(new LayerDefaults(LayerOptions.defaults()).with(compressFormat, compressionLevel, ""));
    }

    /**
     * Returns the options of a layer. A level belongs to a compression: a layer with one of its own leaves the default
     * level alone.
     *
     * @param where begins a message
     */
    LayerOptions with(@Nullable String compressFormat, @Nullable String compressionLevel, String where) {
        try {
            Optional<Compression> given =
                    Parameters.text(compressFormat).map(String::trim).map(Compression::parse);
            Optional<Compression> format = given.or(options::compressFormat);
            OptionalInt level = Parameters.compressionLevel(compressionLevel);
            if (level.isEmpty() && (given.isEmpty() || given.equals(options.compressFormat()))) {
                level = options.compressionLevel();
            }
            level.ifPresent(format.orElse(Compression.GZIP)::checkLevel);
            return new LayerOptions(format, level, Optional.empty());
        } catch (RegshapeException e) {
            throw new RegshapeException(e.kind(), where + e.getMessage(), e);
        }
    }
}
