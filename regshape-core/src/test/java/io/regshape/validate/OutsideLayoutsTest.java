// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regshape.layout.ImageLayout;
import io.regshape.testing.Command;
import io.regshape.testing.OutsideTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts that other tools have written have no errors. */
class OutsideLayoutsTest {
    @TempDir
    Path temp;

    @BeforeEach
    void writeFiles() throws IOException {
        Path root = Files.createDirectories(temp.resolve("root/folder"));
        Files.writeString(root.resolve("file"), "content\n".repeat(1000));
        Files.createSymbolicLink(root.resolve("link"), Path.of("file"));
        Files.createLink(root.resolve("hard"), root.resolve("file"));
    }

    private void assertNoErrors(String layout) throws IOException {
        Validation validation =
                LayoutValidator.validate(ImageLayout.reader(temp.resolve(layout)), ValidationOptions.strict());
        assertThat(validation.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
        assertThat(validation.images()).isNotEmpty();
        assertThat(validation.images().get(0).layers())
                .isNotEmpty()
                .allMatch(layer -> layer.entries().isPresent());
    }

    private void requireTools(String... names) {
        assumeTrue(OutsideTools.areThere(System.getProperty("interop"), names));
    }

    private void run(Object... words) {
        Command.of(words).in(temp.toFile()).succeeds();
    }

    @Test
    void ofUmociAndSkopeo() throws IOException {
        requireTools("umoci", "skopeo");
        run("umoci", "init", "--layout", "umoci");
        run("umoci", "new", "--image", "umoci:latest");
        run("umoci", "insert", "--rootless", "--image", "umoci:latest", "root", "/app");
        run("umoci", "insert", "--rootless", "--image", "umoci:latest", "--opaque", "root", "/other");
        run("umoci", "insert", "--rootless", "--image", "umoci:latest", "--whiteout", "/gone");
        assertNoErrors("umoci");
        run("skopeo", "--insecure-policy", "copy", "oci:umoci:latest", "oci:skopeo:latest");
        assertNoErrors("skopeo");
        run("skopeo", "--insecure-policy", "copy", "--dest-compress-format", "zstd", "oci:umoci:latest", "oci:zstd:z");
        assertNoErrors("zstd");
    }

    @Test
    void ofBuildahAndPodman() throws IOException {
        requireTools("buildah", "podman");
        assumeTrue(OutsideTools.isRoot());
        List<Object> options = List.of("--storage-driver", "vfs", "--root", "storage", "--runroot", "run");
        try {
            String container =
                    buildah(options, "from", "--name", "made", "scratch").trim();
            assertThat(container).endsWith("made");
            buildah(options, "add", "made", "root", "/app");
            buildah(options, "config", "--cmd", "/app/run", "--label", "com.example.a=b", "made");
            buildah(options, "commit", "made", "image");
            buildah(options, "push", "image", "oci:buildah:latest");
            assertNoErrors("buildah");
            podman(options, "pull", "oci:buildah:latest");
            String id = podman(options, "images", "--quiet").lines().findFirst().orElseThrow();
            podman(options, "save", "--format", "oci-dir", "-o", "podman", id);
            assertNoErrors("podman");
        } finally {
            buildah(options, "rm", "made");
        }
    }

    private String buildah(List<Object> options, Object... words) {
        return tool("buildah", options, words);
    }

    private String podman(List<Object> options, Object... words) {
        return tool("podman", options, words);
    }

    private String tool(String name, List<Object> options, Object... words) {
        Object[] command = Stream.of(Stream.of(name), options.stream(), Stream.of(words))
                .flatMap(part -> part)
                .map(word -> word.equals("storage") || word.equals("run") ? temp.resolve(word.toString()) : word)
                .toArray();
        return Command.of(command).in(temp.toFile()).succeeds();
    }
}
