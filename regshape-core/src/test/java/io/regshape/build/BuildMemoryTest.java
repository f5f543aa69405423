// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.files.FileTree;
import io.regshape.layer.Inputs;
import io.regshape.layer.LayerOptions;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildMemoryTest {
    private static final List<String> LAYERS = List.of("a", "b", "c", "d", "e", "f");

    /** Several layers at a time, each on as many threads as there ever are. */
    @Test
    void fitsInto64MebibytesOfHeapOn64Processors(@TempDir Path folder) throws Exception {
        Random random = new Random(1);
        for (String name : LAYERS) {
            byte[] bytes = Inputs.randomBytes(random, 12_000_000);
            Files.write(Files.createDirectory(folder.resolve(name)).resolve("file"), bytes);
        }

        Inputs.runJava(
                System.getProperty("java.home"),
                List.of("-Xmx64m", "-XX:ActiveProcessorCount=64"),
                Build.class,
                folder.toString());

        Path layout = folder.resolve("oci");
        assertThat(LayoutValidator.validate(layout)).isEmpty();
        try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
            assertThat(blobs).hasSize(LAYERS.size() + 2);
        }
    }

    /** Builds an image with a layer of each of the folders, in a process of its own. */
    static final class Build {
        private Build() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            BuildImage.at(folder.resolve("oci"))
                    .layers(LAYERS.stream()
                            .map(name -> LayerRequest.of(
                                            name,
                                            List.of(FileTree.of(folder.resolve(name))
                                                    .to("/" + name)))
                                    .withOptions(LayerOptions.defaults().withCompressionLevel(9)))
                            .toList())
                    .run();
        }
    }
}
