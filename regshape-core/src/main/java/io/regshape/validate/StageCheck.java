// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.image.Stage;
import io.regshape.layout.LayoutReader;
import java.io.IOException;

/** Checks the staging file, which only regshape reads. */
final class StageCheck {
    private StageCheck() {}

    /** Checks it, if there is one that may be opened. What it refers to counts as referred to. */
    static void check(LayoutReader layout, FileCheck files, Blobs blobs, Findings findings) throws IOException {
        if (!layout.hasRootFile(LayoutReader.STAGE) || !files.mayOpen(LayoutReader.STAGE)) {
            return;
        }
        try {
            Stage.parse(layout.readRootFile(LayoutReader.STAGE), LayoutReader.STAGE)
                    .digests()
                    .forEach(blobs::refer);
        } catch (RegshapeException e) {
            findings.report(LayoutRule.STAGE, Place.of(LayoutReader.STAGE), e.getMessage());
        }
    }
}
