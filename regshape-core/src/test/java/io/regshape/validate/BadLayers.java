// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static io.regshape.validate.BadLayouts.bad;
import static io.regshape.validate.BadLayouts.compressed;
import static io.regshape.validate.BadLayouts.concat;
import static io.regshape.validate.BadLayouts.good;
import static io.regshape.validate.BadLayouts.tar;
import static io.regshape.validate.BadLayouts.with;
import static io.regshape.validate.BadLayouts.zstd;
import static io.regshape.validate.LayoutFixture.LAYER;
import static io.regshape.validate.LayoutFixture.text;

import java.util.Arrays;

/** Layouts with a layer that is wrong. */
final class BadLayers {
    private BadLayers() {}

    static void add() {
        String blob = "blob LAYER";
        bad(LayerRule.COMPRESSION, "blob MANIFEST /layers/1/mediaType", good().layerType(LAYER), LayerRule.COMPRESSION);
        bad(
                LayerRule.COMPRESSION,
                "blob MANIFEST /layers/1/mediaType",
                good().compress(BadLayouts::zstd),
                LayerRule.COMPRESSION);
        bad(LayerRule.COMPRESSED_DATA, blob, compressed(bytes -> Arrays.copyOf(bytes, bytes.length + 1)));
        bad(LayerRule.COMPRESSED_DATA, blob, compressed(bytes -> Arrays.copyOf(bytes, bytes.length - 1)));
        bad(LayerRule.COMPRESSED_DATA, blob, good().layerType(LAYER + "+zstd").compress(tar -> {
            byte[] bytes = zstd(tar);
            return Arrays.copyOf(bytes, bytes.length - 2);
        }));
        bad(LayerRule.TAR, blob, good().tar(text("no tar")));
        bad(
                LayerRule.TAR,
                blob,
                good().tar(Arrays.copyOf(with().file("a", "x".repeat(600)).open(), 1030)));
        bad(LayerRule.TAR, blob, good().compress(tar -> text("neither compressed nor a tar ".repeat(50))));
        bad(LayerRule.TAR_END, blob, good().tar(with().file("a", "").open()));
        bad(
                LayerRule.TAR_TRAILING,
                blob,
                good().tar(concat(
                        with().file("a", "").bytes(), with().file("b", "").bytes())));
        bad(LayerRule.DUPLICATE_PATH, blob, tar(with().file("a", "").file("./a", "")));
        bad(LayerRule.ABSOLUTE_PATH, blob, tar(with().file("/etc/passwd", "")));
        bad(LayerRule.PATH_WITH_DOTS, blob, tar(with().file("a/../../b", "")));
        bad(LayerRule.HARD_LINK_OUTSIDE, blob, tar(with().link('1', "a", "/etc/passwd")));
        bad(LayerRule.HARD_LINK_OUTSIDE, blob, tar(with().link('1', "a", "../x")));
        bad(LayerRule.SYMBOLIC_LINK_OUTSIDE, blob, tar(with().link('2', "a/b", "../../x")));
        bad(LayerRule.BENEATH_LINK, blob, tar(with().link('2', "a", "b").file("a/x", "")));
        bad(LayerRule.WHITEOUT, blob, tar(with().file(".wh.x", "not empty")));
        bad(LayerRule.WHITEOUT, blob, tar(with().directory(".wh.x/")));
        bad(LayerRule.WHITEOUT, blob, tar(with().file(".wh..wh.plnk", "")));
        bad(LayerRule.WHITEOUT_ORDER, blob, tar(with().file("a/x", "").file("a/.wh.y", "")));
        bad(
                LayerRule.WHITEOUT_OPAQUE,
                blob,
                tar(with().file("a/.wh..wh..opq", "").file("a/x", "")));
        bad(LayerRule.REMOVED_AND_ADDED, blob, tar(with().file("a/.wh.b", "").file("a/b/c", "")));
        bad(LayerRule.REMOVED_AND_ADDED, blob, tar(with().file(".wh.b", "").file("b/c/d", "")));
        bad(LayerRule.REMOVED_AND_ADDED, blob, tar(with().file("./.wh.b", "").directory("b/")));
        bad(LayerRule.DEVICE, blob, tar(with().entry('3', "dev/null", "", "")));
        bad(LayerRule.ENTRY_TYPE, blob, tar(with().entry('Z', "z", "", "")));
        bad(LayerRule.ENTRY_TYPE, blob, tar(with().entry('7', "z", "", "")));
        bad(
                LayerRule.SPARSE,
                blob,
                tar(with().entry('x', "h", "", "22 GNU.sparse.major=1\n").file("s", "")));
        bad(LayerRule.EMPTY, blob, tar(with()));
        bad(
                LayerRule.LIMIT,
                blob,
                tar(with().entry('x', "h", "", "x".repeat((1 << 20) + 1)).file("a", "")));
        bad(
                LayerRule.NON_DISTRIBUTABLE,
                "blob MANIFEST /layers/1/mediaType",
                good().layerType("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"),
                LayerRule.NON_DISTRIBUTABLE);
        bad(LayerRule.WHITEOUT_OF_FOLDER, blob, tar(with().file("a/.wh.", "")));
        bad(LayerRule.WHITEOUT_OF_FOLDER, blob, tar(with().file(".wh..", "")));
        bad(LayerRule.WHITEOUT_OF_FOLDER, blob, tar(with().file("a/.wh...", "")));
        bad(LayerRule.WHITEOUT_OF_FOLDER, blob, tar(with().directory("a/.wh.../")));
        bad(LayerRule.BENEATH_FILE, blob, tar(with().file("a", "").file("a/b", "")));
        bad(LayerRule.BENEATH_FILE, blob, tar(with().file("a/b", "").file("a", "")));
        bad(
                LayerRule.BENEATH_FILE,
                blob,
                tar(with().file("f", "").link('1', "a", "f").file("a/b", "")));
        bad(LayerRule.HARD_LINK_TO_ITSELF, blob, tar(with().link('1', "h", "h")));
        bad(LayerRule.HARD_LINK_TO_ITSELF, blob, tar(with().link('1', "a/h", "./a//h")));
        bad(LayerRule.HARD_LINK_ELSEWHERE, blob, tar(with().link('1', "a", "etc/passwd")));
    }
}
