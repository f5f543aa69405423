// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.layer.Inputs;
import io.regshape.layer.TarEntry;
import io.regshape.model.JsonObject;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarListingTest {
    @TempDir
    private Path folder;

    /** A compressed tar that is read is unpacked into a folder, and here there is none. */
    @Test
    void doesNotReadATarAgainThatIsKnown() throws IOException {
        Path tar = Files.write(
                folder.resolve("y.tar.gz"),
                new TestTar()
                        .file("z/a", 0600, "a")
                        .symlink("z/l", "a")
                        .directory("z/d/", 0711)
                        .gzip());
        Inputs.settle(tar);
        List<TarListing> known;
        List<LayerFiles.Listed> expected;
        try (LayerFiles files = gather(List.of(), folder, tar)) {
            known = files.tars().stream()
                    .map(listing -> TarListing.fromJson(listing.toJson().orElseThrow()))
                    .toList();
            expected = files.list();
        }
        assertThat(known).singleElement().extracting(TarListing::tar).isEqualTo(tar.toString());
        Path nowhere = folder.resolve("nowhere");
        try (LayerFiles files = gather(known, nowhere, tar)) {
            assertThat(files.list()).isEqualTo(expected);
            assertThat(files.tars()).isEqualTo(known);
            assertThatThrownBy(() -> files.open("z/a")).isInstanceOf(NoSuchFileException.class);
        }
        try (LayerFiles files = gather(known, folder, tar)) {
            assertThat(files.open("z/a")).hasContent("a");
        }

        Files.write(tar, new TestTar().file("z/b", 0600, "b").gzip());
        try (LayerFiles files = gather(known, folder, tar)) {
            assertThat(files.filePaths()).containsExactly("z/b");
            assertThat(files.tars())
                    .as("it may change again without another time")
                    .isEmpty();
        }
    }

    @Test
    void noticesThatAKnownTarChangesBeforeItIsRead() throws IOException {
        Path tar = new TestTar().file("a", 0600, "a").writeTo(folder.resolve("x.tar"));
        Inputs.settle(tar);
        List<TarListing> known;
        try (LayerFiles files = gather(List.of(), folder, tar)) {
            known = files.tars();
        }
        try (LayerFiles files = gather(known, folder, tar)) {
            new TestTar().file("a", 0644, "a").writeTo(tar);
            assertThatThrownBy(() -> files.open("a"))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessage("the tar " + tar + " changed while it was read. Run again when nothing writes to it");
        }
    }

    @Test
    void keepsNoListingThatIsTooLong() {
        Random random = new Random(1);
        List<TarEntry> entries = Stream.generate(() -> Long.toHexString(random.nextLong()))
                .limit(40_000)
                .map(name -> TarEntry.file(name, 0644, 0, 0, 1))
                .toList();
        assertThat(new TarListing("x.tar", "1", entries.subList(0, 10_000)).toJson())
                .isPresent();
        assertThat(new TarListing("x.tar", "1", entries).toJson()).isEmpty();
    }

    @Test
    void refusesADamagedListing() {
        JsonObject good = new TarListing("x.tar", "1", List.of(TarEntry.file("a", 0644, 0, 0, 1)))
                .toJson()
                .orElseThrow();
        for (String entries : List.of("", "!", good.string("entries").substring(8))) {
            assertThatThrownBy(() -> TarListing.fromJson(good.with("entries", entries)))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessage("what is kept of x.tar is damaged");
        }
    }

    private LayerFiles gather(List<TarListing> known, Path spoolFolder, Path tar) throws IOException {
        return LayerFiles.gather(
                List.of(TarFiles.of(tar)), Owner.ROOT, ModeRule.DEFAULT, folder.resolve("oci"), spoolFolder, known);
    }
}
