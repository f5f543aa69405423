// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    private static final byte[] JSON = {'{', '}'};

    @TempDir
    Path temp;

    @Test
    void makesTheFoldersThatItNeeds() throws IOException {
        Path file = temp.resolve("a/b/out.json");
        OutputFile output = OutputFile.open("outputFile", file, temp.resolve("layout"));
        OutputFile.write(output, JSON);
        assertThat(file).hasBinaryContent(JSON);
    }

    @Test
    void openingKeepsWhatIsThereAndWritingReplacesIt() throws IOException {
        Path file = Files.writeString(temp.resolve("out.json"), "a longer text of an earlier run");
        OutputFile output = OutputFile.open("outputFile", file, temp.resolve("layout"));
        assertThat(file).hasContent("a longer text of an earlier run");
        OutputFile.write(output, JSON);
        assertThat(file).hasBinaryContent(JSON);
    }

    @Test
    void aFolderIsRefused() {
        assertRefused(temp);
    }

    @Test
    void aFileBelowAFileIsRefused() throws IOException {
        assertRefused(Files.writeString(temp.resolve("file"), "").resolve("out.json"));
    }

    @Test
    void noFileIsWrittenWhereNoneIsAskedFor() throws IOException {
        OutputFile.write(null, JSON);
        assertThat(temp).isEmptyDirectory();
    }

    private static void assertRefused(Path file) {
        assertThatThrownBy(() -> OutputFile.open("outputFile", file, file.resolveSibling("layout")))
                .isInstanceOfSatisfying(
                        RegshapeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_VALUE))
                .hasMessageStartingWith("outputFile: " + file + " cannot be written (")
                .hasMessageEndingWith("), it must be a file in a folder that can be written");
    }

    @Test
    void aFileInTheLayoutIsRefused() {
        Path layout = temp.resolve("layout");
        assertThatThrownBy(() -> OutputFile.open("outputFile", layout.resolve("index.json"), layout))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("lies in the layout");
        assertThat(layout).doesNotExist();
    }
}
