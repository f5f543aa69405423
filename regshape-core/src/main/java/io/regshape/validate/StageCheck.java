// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks the staging file, which only regshape reads. */
final class StageCheck {
    private StageCheck() {}

    /** Checks it, if there is one that may be opened. What it refers to counts as referred to. */
    static void check(LayoutReader layout, FileCheck files, Blobs blobs, Findings findings) throws IOException {
        if (!layout.hasRootFile(LayoutReader.STAGE) || !files.mayOpen(LayoutReader.STAGE)) {
            return;
        }
        Place place = Place.of(LayoutReader.STAGE);
        try {
            JsonObject stage = JsonObject.parse(layout.readRootFile(LayoutReader.STAGE), LayoutReader.STAGE);
            if (stage.number("schema_version") != 1) {
                findings.report(LayoutRule.STAGE, place, "schema_version is " + stage.number("schema_version"));
            }
            List<JsonObject> staged = new ArrayList<>(stage.objects("layers"));
            stage.findObject("config").ifPresent(staged::add);
            stage.findObject("manifest").ifPresent(staged::add);
            for (JsonObject blob : staged) {
                MediaType.parse(blob.string("media_type"));
                blobs.refer(Digest.parse(blob.string("digest")));
                blob.findString("diff_id").ifPresent(Digest::parse);
                blob.number("size");
            }
        } catch (RegshapeException e) {
            findings.report(LayoutRule.STAGE, place, e.getMessage());
        }
    }
}
