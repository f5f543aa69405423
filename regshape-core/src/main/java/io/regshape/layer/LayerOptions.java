// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.model.MediaType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * In which form a layer is to be stored.
 *
 * @param compressFormat the compression of the blob; empty: as the input is, a plain tar as gzip
 * @param compressionLevel the level; empty: the compression's default
 * @param mediaType the media type of the blob; empty: that of an image layer of its compression. One that is of no
 *     image layer stores any bytes as they are
 */
public record LayerOptions(
        Optional<Compression> compressFormat, OptionalInt compressionLevel, Optional<MediaType> mediaType) {

    private static final LayerOptions DEFAULTS =
            new LayerOptions(Optional.empty(), OptionalInt.empty(), Optional.empty());

    /** Returns the options of somebody who asked for nothing. */
    public static LayerOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options with a compression. */
    public LayerOptions withCompressFormat(Compression format) {
        return new LayerOptions(Optional.of(format), compressionLevel, mediaType);
    }

    /** Returns these options with a level. */
    public LayerOptions withCompressionLevel(int level) {
        return new LayerOptions(compressFormat, OptionalInt.of(level), mediaType);
    }

    /** Returns these options with a media type. */
    public LayerOptions withMediaType(MediaType type) {
        return new LayerOptions(compressFormat, compressionLevel, Optional.of(type));
    }

    /**
     * Names what turns files into the blob of a layer that is made of them. While it and the level stay the same, so do
     * the bytes.
     */
    public String codecVersion() {
        return "tar-" + TarWriter.VERSION + " " + LayerPlan.ofEntries(this).to().codecVersion();
    }
}
