// SPDX-License-Identifier: Apache-2.0
import io.regshape.layer.LayerSource;
import io.regshape.stage.AddLayer;
import io.regshape.stage.InitLayout;
import java.io.IOException;
import java.nio.file.Path;

/** The core by itself, in a JVM of its own: a new layout with one layer. For bench/compress.sh. */
final class AddLayerAlone {
    private AddLayerAlone() {}

    public static void main(String[] arguments) throws IOException {
        Path layout = Path.of(arguments[0]);
        InitLayout.at(layout).run();
        AddLayer.to(layout, LayerSource.of(Path.of(arguments[1]))).run();
    }
}
