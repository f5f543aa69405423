// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import io.regshape.layer.LayerSource;
import io.regshape.model.RefName;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import java.io.File;
import java.io.IOException;

/** Brings a layout as far as a test needs it, without Maven. */
public final class SampleLayout {
    private SampleLayout() {}

    /** Makes an empty layout. */
    public static void initialise(File layout) throws IOException {
        InitLayout.at(layout.toPath()).run();
    }

    /** Makes a layout with staged layers. */
    public static void stage(File layout, File... tars) throws IOException {
        initialise(layout);
        for (File tar : tars) {
            AddLayer.to(layout.toPath(), LayerSource.of(tar.toPath())).run();
        }
    }

    /** Makes a layout with an image that is called {@code latest}. */
    public static void publish(File layout, File... tars) throws IOException {
        stage(layout, tars);
        GenerateConfig.in(layout.toPath()).run();
        GenerateManifest.in(layout.toPath()).refName(RefName.parse("latest")).run();
    }
}
