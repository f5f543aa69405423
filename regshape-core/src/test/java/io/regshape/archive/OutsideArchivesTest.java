// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static io.regshape.archive.Archives.ENOUGH;
import static io.regshape.archive.Archives.INTEROP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regshape.archive.BaseFiles.BaseFile;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.layer.TarEntry;
import io.regshape.layout.LayoutReader;
import io.regshape.testing.Command;
import io.regshape.testing.OutsideTools;
import io.regshape.testing.Podman;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.Finding;
import io.regshape.validate.LayoutValidator;
import io.regshape.validate.Severity;
import io.regshape.validate.ValidationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts and archives that we did not write. */
class OutsideArchivesTest {
    @TempDir
    Path folder;

    private Path layout;

    @BeforeEach
    void publish() throws IOException {
        layout = folder.resolve("ours");
        Path lower = TestTar.sample("lower").writeTo(folder.resolve("lower.tar"));
        Path upper = new TestTar()
                .file("app/.wh.lower.txt", 0600, "")
                .file("app/upper.txt", 0600, "x")
                .symlink("lib", "app")
                .writeTo(folder.resolve("upper.tar"));
        SampleLayout.publish(layout.toFile(), lower.toFile(), upper.toFile());
    }

    private void skopeo(Path layout, String target) {
        assumeThat(OutsideTools.areThere(INTEROP, "skopeo")).isTrue();
        Command.of("skopeo", "--insecure-policy", "copy", "oci:" + layout + ":latest", target)
                .succeeds();
    }

    /** The base is whole, its documents are valid, and its files are those of our layers. */
    private void assertIsBase(String reference) throws IOException {
        OnDisk base = (OnDisk) BaseReference.parse(reference, folder);
        try (LayoutReader reader = base.open(ENOUGH)) {
            assertThat(LayoutValidator.validate(reader, ValidationOptions.strict())
                            .findings())
                    .extracting(Finding::severity)
                    .doesNotContain(Severity.ERROR);
            BaseImage image = BaseImage.find(reader, base.ref(), Optional.empty());
            BaseFiles files = BaseFiles.read(image, ENOUGH);
            assertThat(files.find("app/lower.txt")).isEmpty();
            assertThat(files.find("app/upper.txt").orElseThrow().mode()).isEqualTo(0600);
            assertThat(files.find("app/" + "long/".repeat(30) + "naïve.sh")
                            .orElseThrow()
                            .mode())
                    .isEqualTo(0755);
            assertThat(files.find("lib"))
                    .contains(new BaseFile(Optional.of(TarEntry.Type.SYMBOLIC_LINK), 0777, Optional.of("app")));
        }
    }

    @Test
    void readsWhatSkopeoWrites() throws IOException {
        skopeo(layout, "oci:" + folder.resolve("copy") + ":a:1");
        skopeo(layout, "oci-archive:" + folder.resolve("oci.tar") + ":a:1");
        skopeo(layout, "docker-archive:" + folder.resolve("docker.tar") + ":example.com/a/b:1");
        assertIsBase("oci:copy:a:1");
        assertIsBase("oci:copy");
        assertIsBase("oci-archive:oci.tar:1");
        assertIsBase("docker-archive:docker.tar");
        assertIsBase("docker-archive:docker.tar:example.com/a/b:1");
        assertIsBase("docker-archive:docker.tar:1");
    }

    @Test
    void readsWhatUmociWrites() throws IOException {
        assumeThat(OutsideTools.areThere(INTEROP, "umoci", "tar")).isTrue();
        Path image = folder.resolve("umoci");
        Command.of("umoci", "init", "--layout", image).succeeds();
        Command.of("umoci", "new", "--image", image + ":latest").succeeds();
        for (String tar : new String[] {"lower.tar", "upper.tar"}) {
            Command.of("umoci", "raw", "add-layer", "--image", image + ":latest", folder.resolve(tar))
                    .succeeds();
        }
        assertIsBase("oci:umoci:latest");
        Command.of("tar", "-czf", "umoci.tar.gz", "-C", image, ".")
                .in(folder.toFile())
                .succeeds();
        assertIsBase("oci-archive:umoci.tar.gz");
    }

    @Test
    void readsWhatPodmanWrites() throws IOException {
        assumeThat(OutsideTools.areThere(INTEROP, "podman")).isTrue();
        skopeo(layout, "docker-archive:" + folder.resolve("docker.tar") + ":example.com/a/b:1");
        try (Podman podman = new Podman(folder.resolve("podman"))) {
            podman.run("load", "-i", folder.resolve("docker.tar"));
            podman.run("tag", "example.com/a/b:1", "example.com/a/b:2");
            podman.run("save", "-o", folder.resolve("saved.tar"), "example.com/a/b:1", "example.com/a/b:2");
            podman.run("save", "--format", "oci-archive", "-o", folder.resolve("oci.tar"), "example.com/a/b:1");
        }
        assertIsBase("docker-archive:saved.tar");
        assertIsBase("docker-archive:saved.tar:2");
        assertIsBase("oci-archive:oci.tar:example.com/a/b:1");
    }

    @Test
    void readsWhatBuildahWrites() throws IOException {
        assumeThat(OutsideTools.areThere(INTEROP, "buildah")).isTrue();
        Path app = Files.createDirectories(folder.resolve("tree/app/" + "long/".repeat(30)));
        Files.writeString(app.resolve("naïve.sh"), "").toFile().setExecutable(true, false);
        Path upper = Files.writeString(folder.resolve("tree/app/upper.txt"), "x");
        Files.setPosixFilePermissions(upper, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(folder.resolve("tree/lib"), Path.of("app"));
        try (Podman buildah = new Podman(folder.resolve("buildah"))) {
            String container =
                    buildah.buildah("from", "--isolation", "chroot", "scratch").trim();
            buildah.buildah("copy", container, folder.resolve("tree"), "/");
            buildah.buildah("commit", container, "built");
            buildah.buildah("push", "built", "oci-archive:" + folder.resolve("oci.tar"));
            buildah.buildah("push", "built", "docker-archive:" + folder.resolve("docker.tar") + ":built:1");
        }
        assertIsBase("oci-archive:oci.tar");
        assertIsBase("docker-archive:docker.tar:1");
    }
}
