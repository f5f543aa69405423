// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.archive.BaseReference;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.files.FileTree;
import io.regshape.files.TarFiles;
import io.regshape.layer.Inputs;
import io.regshape.model.RefName;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildStartTest {
    /** It comes into play where a record is compared that leaves that to the compiler. */
    private static final String RECORD_CODE = "java.lang.runtime.ObjectMethods ";

    @Test
    void waitsForNoCodeThatComparesRecords(@TempDir Path folder) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("files/sub")).resolve("file"), "content");
        Files.write(folder.resolve("layer.tar.gz"), TestTar.sample("x").gzip());
        Path log = folder.resolve("classes.log");

        Inputs.runJava(
                System.getProperty("java.home"),
                List.of("-Xlog:class+load:file=" + log),
                Build.class,
                folder.toString());

        assertThat(Files.readString(log)).contains(BuildImage.class.getName()).doesNotContain(RECORD_CODE);
    }

    /** Builds a base, and an image on it; and then, with nothing changed, both once more. */
    static final class Build {
        private Build() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            for (int i = 0; i < 2; i++) {
                BuildImage.at(folder.resolve("base"))
                        .layers(List.of(LayerRequest.of("tar", List.of(TarFiles.of(folder.resolve("layer.tar.gz"))))))
                        .run();
                BuildImage.at(folder.resolve("oci"))
                        .from((OnDisk) BaseReference.parse("oci:base", folder))
                        .layers(List.of(LayerRequest.of("files", List.of(FileTree.of(folder.resolve("files"))))))
                        .refNames(List.of(RefName.parse("1.0"), RefName.parse("latest")))
                        .run();
            }
        }
    }
}
