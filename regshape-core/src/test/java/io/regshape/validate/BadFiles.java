// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static io.regshape.validate.BadLayouts.bad;
import static io.regshape.validate.BadLayouts.descriptor;
import static io.regshape.validate.BadLayouts.good;
import static io.regshape.validate.BadLayouts.link;
import static io.regshape.validate.BadLayouts.plus;
import static io.regshape.validate.BadLayouts.rootFile;
import static io.regshape.validate.BadLayouts.write;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;

/** Layouts with a file that is wrong as such. */
final class BadFiles {
    private BadFiles() {}

    static void add() {
        bad(LayoutRule.MARKER, "oci-layout /imageLayoutVersion", rootFile("oci-layout", "{}"));
        bad(LayoutRule.MARKER, "oci-layout /imageLayoutVersion", rootFile("oci-layout", "{\"imageLayoutVersion\":1}"));
        bad(
                LayoutRule.VERSION,
                "oci-layout /imageLayoutVersion",
                rootFile("oci-layout", "{\"imageLayoutVersion\":\"1.1.0\"}"));
        bad(LayoutRule.INDEX_MISSING, "index.json", good().files(root -> Files.delete(root.resolve("index.json"))));
        bad(
                LayoutRule.BLOBS,
                "blobs",
                good().files(root -> Files.move(root.resolve("blobs"), root.resolve("other"))),
                LayoutRule.BLOB_MISSING);
        bad(LayoutRule.BLOB_NAME, "blobs/sha256/x", good().files(root -> write(root, "blobs/sha256/x")));
        bad(LayoutRule.BLOB_NAME, "blobs/x", good().files(root -> write(root, "blobs/x")));
        bad(LayoutRule.BLOB_NAME, "blobs/SHA", good().files(root -> Files.createDirectory(root.resolve("blobs/SHA"))));
        bad(
                LayoutRule.NO_FILE,
                "blobs/sha256/" + "a".repeat(64),
                good().files(root -> Files.createDirectory(root.resolve("blobs/sha256/" + "a".repeat(64)))));
        bad(LayoutRule.LINK, "blobs/sha256/LAYER", linked());
        bad(LayoutRule.LINK, "blobs/sha256", good().files(root -> link(root, root.resolve("blobs/sha256"))));
        bad(LayoutRule.LINK, "index.json", good().files(root -> link(root, root.resolve("index.json"))));
        bad(
                LayoutRule.UNREFERENCED,
                "blob sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
                good().files(root ->
                        write(root, "blobs/sha256/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")));
        bad(
                LayoutRule.PERMISSIONS,
                "index.json",
                good().files(root -> Files.setPosixFilePermissions(
                        root.resolve("index.json"), PosixFilePermissions.fromString("rw-------"))));
        bad(
                LayoutRule.BLOB_MISSING,
                "blob MANIFEST /layers/1",
                good().blobFile("LAYER", Files::delete),
                LayoutRule.BLOB_MISSING);
        bad(LayoutRule.BLOB_MISMATCH, "blob LAYER", good().blobFile("LAYER", BadLayouts::flip));
        bad(LayoutRule.BLOB_MISMATCH, "blob MANIFEST /layers/1", good().layer(json -> json.with("size", 7)));
        bad(
                LayoutRule.ALGORITHM,
                "index.json /manifests/3",
                good().files(root -> {
                            Files.createDirectory(root.resolve("blobs/other"));
                            write(root, "blobs/other/abc");
                        })
                        .index(json -> plus(json, descriptor("text/plain", "other:abc", 1))));
        bad(LayoutRule.STAGE, ".regshape-stage.json", rootFile(".regshape-stage.json", "{\"schema_version\":2}"));
        bad(LayoutRule.STAGE, ".regshape-stage.json", rootFile(".regshape-stage.json", """
                        {"schema_version":1,"layers":[],"config":null,"manifest":{"media_type":"text/plain",
                        "digest":"sha256:%s","size":-1,"ref_name":"latest"}}""".formatted("0".repeat(64))));
    }

    private static LayoutFixture linked() {
        LayoutFixture layout = good();
        return layout.files(root -> link(root, layout.path("LAYER")));
    }
}
