// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.digest.Digest;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir
    Path tree;

    private Fingerprint fingerprint() throws IOException {
        List<Content> contents = List.of(FileTree.of(tree).to("many"));
        try (LayerFiles files =
                LayerFiles.gather(contents, Owner.ROOT, ModeRule.DEFAULT, tree.resolve("oci"), tree, List.of())) {
            return files.fingerprint();
        }
    }

    @Test
    void tellsWhatChanged() throws IOException {
        Path file = Files.writeString(tree.resolve("file"), "content");
        Fingerprint before = fingerprint();
        assertThat(fingerprint()).isEqualTo(before);

        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        Fingerprint touched = fingerprint();
        assertThat(touched.states()).isNotEqualTo(before.states());
        assertThat(touched.sizes()).isEqualTo(before.sizes());

        Files.writeString(file, "longer than before");
        assertThat(fingerprint().sizes()).isNotEqualTo(before.sizes());

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        assertThat(fingerprint().modes()).isNotEqualTo(before.modes());
        assertThat(fingerprint().paths()).isEqualTo(before.paths());

        Files.createFile(tree.resolve("new"));
        assertThat(fingerprint().paths()).isNotEqualTo(before.paths());
    }

    @Test
    void tellsExtendedAttributesOfATarApart() throws IOException {
        Path tar = tree.resolve("given.tar");
        Set<Digest> seen = new HashSet<>();
        for (Map<String, String> attributes : List.<Map<String, String>>of(
                Map.of(), Map.of("user.a", "1"), Map.of("user.a", "2"), Map.of("user.b", "1"))) {
            Files.write(
                    tar,
                    new TestTar()
                            .extendedAttributes(attributes)
                            .directory("d/", 0755)
                            .bytes());
            try (LayerFiles files = LayerFiles.gather(
                    List.of(TarFiles.of(tar)), Owner.ROOT, ModeRule.DEFAULT, tree.resolve("oci"), tree, List.of())) {
                assertThat(seen.add(files.fingerprint().modes())).isTrue();
            }
        }
    }

    @Test
    void tellsWhichFileOfAJarAPathIs() throws IOException {
        Path jar = tree.resolve("a.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("one", "two")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        Set<Digest> seen = new HashSet<>();
        for (String wanted : List.of("one", "two")) {
            ZipTree files = ZipTree.of(jar, name -> name.equals(wanted) ? Optional.of("/f") : Optional.empty());
            try (LayerFiles layer = LayerFiles.gather(
                    List.of(files), Owner.ROOT, ModeRule.DEFAULT, tree.resolve("oci"), tree, List.of())) {
                assertThat(seen.add(layer.fingerprint().states())).isTrue();
            }
        }
    }

    /** Some 400 paths are hashed at a time. */
    @Test
    void isThatOfAllOfManyFiles() throws IOException {
        StringBuilder paths = new StringBuilder("many\0DIRECTORY\0\0");
        for (int i = 0; i < 1_000; i++) {
            String name = "file-%04d-é".formatted(i);
            Files.createFile(tree.resolve(name));
            paths.append("many/").append(name).append("\0FILE\0\0");
        }
        assertThat(fingerprint().paths())
                .isEqualTo(Digest.sha256(paths.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
