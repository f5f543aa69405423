// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regshape.layout.ImageLayout;
import io.regshape.testing.OtherJvm;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an archive whose writer was ended. */
@Timeout(60)
class KilledArchiveWriterTest {
    @TempDir
    Path folder;

    private Path layout;
    private Path file;

    @BeforeEach
    void publish() throws IOException {
        layout = folder.resolve("oci");
        file = folder.resolve("target/archive.tar");
        Path tar = TestTar.sample("base").writeTo(folder.resolve("layer.tar"));
        SampleLayout.publish(layout.toFile(), tar.toFile());
    }

    /** Is in the midst of an archive until it is ended. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            OciArchiveWriter.of(ImageLayout.open(Path.of(args[0])))
                    .leftOut(digest -> {
                        OtherJvm.waitForTheEnd();
                        return false;
                    })
                    .writeTo(Path.of(args[1]));
        }
    }

    private Process write() throws IOException {
        return OtherJvm.start(Writer.class, layout.toString(), file.toString());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.toList();
        }
    }

    @Test
    void nothingIsLeftWhenItIsToldToEnd() throws Exception {
        Process writer = write();
        assertThat(files()).hasSize(1);
        assumeTrue(writer.supportsNormalTermination(), "Windows kills, and tells nobody");
        writer.destroy();
        writer.waitFor();
        assertThat(files()).isEmpty();
    }

    @Test
    void theNextArchiveRemovesWhatAKilledOneLeft() throws Exception {
        write().destroyForcibly().waitFor();
        assertThat(files()).hasSize(1);
        OciArchiveWriter.of(ImageLayout.open(layout)).writeTo(file);
        assertThat(files()).containsExactly(file);
    }
}
