// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.MediaType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be done with an input: the decision alone, made from its first bytes and the options.
 *
 * @param action how the blob comes from the input
 * @param from the input's compression
 * @param to the blob's compression
 * @param level the level to compress with
 * @param mediaType the blob's media type
 */
record LayerPlan(Action action, Compression from, Compression to, OptionalInt level, MediaType mediaType) {

    enum Action {
        /** No image layer: the bytes are stored, whatever they are. */
        STORE,
        /** A compressed tar that stays as it is, but is read on the side. */
        KEEP,
        /** A tar that is written in another way than it comes. */
        CONVERT
    }

    /**
     * Decides.
     *
     * @param name names the input in messages
     * @throws RegshapeException if the options do not fit each other or the input
     */
    static LayerPlan of(String name, InputKind kind, LayerOptions options) {
        Optional<MediaType> mediaType = options.mediaType();
        if (mediaType.isPresent() && !mediaType.get().isImageLayer()) {
            return store(name, mediaType.get(), options);
        }
        Compression from = kind.compression().orElseThrow(() -> noLayer(name, kind, mediaType));
        Compression to = options.compressFormat()
                .or(() -> mediaType.map(Compression::of))
                .orElse(from == Compression.NONE ? Compression.GZIP : from);
        mediaType.ifPresent(type -> checkFits(name, type, kind, from, options));
        Action action = from == to && from != Compression.NONE ? Action.KEEP : Action.CONVERT;
        if (action == Action.KEEP && options.compressionLevel().isPresent()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "compressionLevel " + options.compressionLevel().getAsInt() + " is given, but " + name + " is "
                            + kind.description()
                            + " already and taken byte for byte: leave it out, or give the plain tar");
        }
        options.compressionLevel().ifPresent(to::checkLevel);
        return new LayerPlan(action, from, to, options.compressionLevel(), mediaType.orElse(to.layerMediaType()));
    }

    /**
     * Decides for a tar that is made of entries.
     *
     * @throws RegshapeException if the options do not fit each other or an image layer
     */
    static LayerPlan ofEntries(LayerOptions options) {
        options.mediaType().filter(type -> !type.isImageLayer()).ifPresent(type -> {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "mediaType " + type + " is of no image layer, but a layer of files is one: leave it out");
        });
        return of("the layer", InputKind.TAR, options);
    }

    private static LayerPlan store(String name, MediaType mediaType, LayerOptions options) {
        if (options.compressFormat().isPresent() || options.compressionLevel().isPresent()) {
            String given = options.compressFormat()
                    .map(format -> "compressFormat " + format.id())
                    .orElse("compressionLevel " + options.compressionLevel().orElse(0));
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    given + " is given, but mediaType " + mediaType + " is of no image layer, so " + name
                            + " is stored as it is: leave out one of the two");
        }
        return new LayerPlan(Action.STORE, Compression.NONE, Compression.NONE, OptionalInt.empty(), mediaType);
    }

    private static RegshapeException noLayer(String name, InputKind kind, Optional<MediaType> mediaType) {
        String remedy = switch (kind) {
            case XZ, BZIP2 -> "decompress it (layers are plain, gzip or zstd tars)";
            default -> "give a tar, plain or compressed with gzip or zstd";
        };
        String what = mediaType
                .map(type -> name + " is " + kind.description() + ", which contradicts mediaType " + type)
                .orElse(name + " is no image layer but " + kind.description());
        return new RegshapeException(
                Kind.BAD_CONTENT, what + ": " + remedy + ", or give its own mediaType if it is an artifact");
    }

    /** A type beside a compressFormat describes the result, one that stands alone the input too. */
    private static void checkFits(String name, MediaType type, InputKind kind, Compression from, LayerOptions options) {
        Compression said = Compression.of(type);
        Optional<Compression> asked = options.compressFormat();
        if (asked.isPresent() && asked.get() != said) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "mediaType " + type + " contradicts compressFormat "
                            + asked.get().id() + ": leave out one of them");
        }
        if (asked.isEmpty() && from != Compression.NONE && from != said) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "mediaType " + type + " contradicts " + name + ", which is " + kind.description()
                            + ": leave it out, or add compressFormat " + said.id() + " to convert the layer");
        }
    }
}
