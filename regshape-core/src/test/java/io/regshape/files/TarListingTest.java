// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layer.Inputs;
import io.regshape.layer.TarEntry;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarListingTest {
    private static final byte[] ONE = new TestTar().file("a", 0600, "a").bytes();
    private static final byte[] SEVERAL = new TestTar()
            .extendedAttributes(Map.of("user.a", "1", "user.long", "\1".repeat(65536)))
            .file("z/a", 0600, "a")
            .extendedAttributes(Map.of())
            .symlink("z/l", "a")
            .directory("z/d/", 0711)
            .gzip();

    @TempDir
    private static Path folder;

    /** Tars of one entry, which tests change, and one of several; all so old that their times are believed. */
    private static Iterator<Path> tars;

    private static Path several;

    @BeforeAll
    static void writeTars() throws IOException {
        List<Path> list = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            list.add(Files.write(folder.resolve(i + ".tar"), ONE));
        }
        several = Files.write(folder.resolve("several.tar.gz"), SEVERAL);
        Inputs.settle(several);
        tars = list.iterator();
    }

    private LayerFiles gather(List<TarListing> known, Path spoolFolder, Path tar) throws IOException {
        return LayerFiles.gather(
                List.of(TarFiles.of(tar)), Owner.ROOT, ModeRule.DEFAULT, folder.resolve("oci"), spoolFolder, known);
    }

    private List<TarListing> listings(Path tar) throws IOException {
        try (LayerFiles files = gather(List.of(), folder, tar)) {
            return files.tars();
        }
    }

    /** A compressed tar that is read is unpacked into a folder, and here there is none. */
    @Test
    void sparesReadingATarAgain() throws IOException {
        Path tar = several;
        List<TarListing> known = listings(tar);
        List<LayerFiles.Listed> expected;
        try (LayerFiles files = gather(List.of(), folder, tar)) {
            expected = files.list();
        }
        try (LayerFiles files = gather(known, folder.resolve("nowhere"), tar)) {
            assertThat(files.list()).isEqualTo(expected);
            assertThat(files.tars()).hasSize(1).isEqualTo(known);
            assertThatThrownBy(() -> files.open("z/a")).isInstanceOf(NoSuchFileException.class);
        }
        try (LayerFiles files = gather(known, folder, tar)) {
            assertThat(files.open("z/a")).hasContent("a");
        }
    }

    @Test
    void isOfOneStateOfOneTar() throws IOException {
        Path tar = tars.next();
        Path other = new TestTar().file("b", 0600, "b").writeTo(folder.resolve("other.tar"));
        List<TarListing> known = listings(tar);
        try (LayerFiles files = gather(known, folder, other)) {
            assertThat(files.filePaths()).containsExactly("b");
        }

        new TestTar().file("c", 0600, "c").writeTo(tar);
        try (LayerFiles files = gather(known, folder, tar)) {
            assertThat(files.filePaths()).containsExactly("c");
            assertThat(files.tars())
                    .as("it may change again without another time")
                    .isEmpty();
        }
    }

    /** The entries stay the same, and what is in them does not. */
    @Test
    void noticesThatTheTarChangesBeforeItIsRead() throws IOException {
        Path tar = tars.next();
        try (LayerFiles files = gather(listings(tar), folder, tar)) {
            new TestTar().file("a", 0600, "b").writeTo(tar);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> files.open("a"))
                        .isInstanceOf(RegshapeException.class)
                        .hasMessage(
                                "the tar " + tar + " changed while it was read. Run again when nothing writes to it");
            }
        }
    }

    @Test
    void noticesThatTheTarHasOtherEntries() throws IOException {
        Path tar = tars.next();
        Digest key = listings(tar).get(0).key();
        TarListing wrong =
                TarListing.of(key, List.of(TarEntry.file("a", 0600, 0, 0, 2))).orElseThrow();
        try (LayerFiles files = gather(List.of(wrong), folder, tar)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> files.open("a")).isInstanceOf(StaleListingException.class);
            }
        }
    }

    @Test
    void isNotKeptWhereItIsTooLong() throws IOException {
        Random random = new Random(1);
        List<TarEntry> entries = Stream.generate(() -> Long.toHexString(random.nextLong()))
                .limit(40_000)
                .map(name -> TarEntry.file(name, 0644, 0, 0, 1))
                .toList();
        Digest key = Digest.sha256(new byte[0]);
        assertThat(TarListing.of(key, entries.subList(0, 10_000)).orElseThrow().entries())
                .contains(entries.subList(0, 10_000));
        assertThat(TarListing.of(key, entries)).isEmpty();
        assertThat(TarListing.of(key, List.of()).orElseThrow().entries()).contains(List.of());
    }

    /** Also where it is the number of entries that changed, or the end is missing; some bits are padding. */
    @Test
    void isAsGoodAsNoneWhereItIsDamaged() throws IOException {
        Path tar = several;
        TarListing good = listings(tar).get(0);
        byte[] bytes = Base64.getDecoder().decode(good.packed());
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThat(entries(damaged)).as("byte " + i).isIn(Optional.empty(), good.entries());
            assertThat(entries(Arrays.copyOf(bytes, i))).as(i + " bytes").isEmpty();
        }
        try (LayerFiles files = gather(List.of(new TarListing(good.key(), "?")), folder, tar)) {
            assertThat(files.filePaths()).containsExactly("z/a");
            assertThat(files.tars()).isEqualTo(List.of(good));
        }
    }

    private static Optional<List<TarEntry>> entries(byte[] packed) {
        return new TarListing(Digest.sha256(packed), Base64.getEncoder().encodeToString(packed)).entries();
    }
}
