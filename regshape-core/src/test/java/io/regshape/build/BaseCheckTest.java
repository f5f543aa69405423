// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.files.FileTree;
import io.regshape.files.Link;
import io.regshape.files.ModeRule;
import io.regshape.files.TarFiles;
import io.regshape.files.Whiteout;
import io.regshape.layout.ImageLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of directories that the base has, and what a build warns of. */
class BaseCheckTest extends OnBaseFixture {
    @Test
    void leavesOutDirectoriesThatTheBaseHas() throws IOException {
        BuiltImage image = build(layer("app", file("/tmp/x", "x"), file("/opt/app/y", "y")))
                .run();

        assertThat(paths(image)).containsExactly("opt/", "opt/app/", "opt/app/y", "tmp/x");
        assertThat(image.warnings()).isEmpty();
    }

    @Test
    void keepsDirectoriesThatTheImageItselfRemoves() throws IOException {
        BuiltImage image = build(
                        layer("gone", Whiteout.of("/usr/lib"), Whiteout.of("/tmp")),
                        layer("app", file("/usr/lib/x", "x"), file("/tmp/y/z", "z")))
                .run();

        assertThat(paths(image, 1)).containsExactly("tmp/", "tmp/y/", "tmp/y/z", "usr/lib/", "usr/lib/x");
    }

    @Test
    void keepsDirectoriesThatAnOpaqueWhiteoutRemoves() throws IOException {
        Path tar = new TestTar()
                .directory("usr/", 0755)
                .file("usr/.wh..wh..opq", 0644, "")
                .writeTo(folder.resolve("opaque.tar"));
        BuiltImage image = build(
                        LayerRequest.of("opaque", List.of(TarFiles.of(tar))), layer("app", file("/usr/lib/x", "x")))
                .run();

        assertThat(paths(image, 1)).containsExactly("usr/lib/", "usr/lib/x");
    }

    @Test
    void warnsAboutADirectoryInPlaceOfALink() throws IOException {
        BuildImage build = build(layer("app", file("/lib/libx.so", "x")));
        String warning = "layer 'app' (/lib/libx.so) puts a directory at /lib, where the base " + baseLayout
                + " has a symbolic link to usr/lib";

        assertThat(build.run().warnings()).singleElement().asString().startsWith(warning);
        assertThat(build.run().warnings()).as("from the record").hasSize(1);
        assertThatThrownBy(() -> build.failOnWarning(true).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(warning)
                .hasMessageEndingWith("(failOnWarning makes that an error)");
    }

    @Test
    void warnsAboutALinkInPlaceOfADirectory() throws IOException {
        assertThat(build(layer("app", Link.of("/etc", "opt"))).run().warnings())
                .containsExactly("layer 'app' (the link /etc to opt) puts a symbolic link at /etc, where the base "
                        + baseLayout + " has a directory: all that is in it will be gone");
    }

    @Test
    void warnsOfALayerOnTheBasesOfItsPlatformsAlone() throws IOException {
        BuildImage.at(baseLayout)
                .layers(List.of(
                        layer("amd", file("/lib/libc.so", "amd64")).withPlatforms(List.of(AMD64)),
                        layer("arm", Link.of("/lib", "usr/lib")).withPlatforms(List.of(ARM64))))
                .platforms(List.of(AMD64, ARM64))
                .run();
        LayerRequest app = layer("app", file("/lib/libx.so", "x"));

        assertThat(build(app.withPlatforms(List.of(AMD64)))
                        .platforms(List.of(AMD64, ARM64))
                        .run()
                        .warnings())
                .isEmpty();
        assertThat(build(app.withPlatforms(List.of(ARM64)))
                        .platforms(List.of(AMD64, ARM64))
                        .run()
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("layer 'app' (/lib/libx.so) puts a directory at /lib, where the base");
    }

    @Test
    void warnsAboutAModeThatChanges() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/tmp"));
        assertThat(build(LayerRequest.of(
                                "app", List.of(FileTree.of(tree.getParent()).directoryMode(ModeRule.of(0700)))))
                        .run()
                        .warnings())
                .singleElement()
                .asString()
                .endsWith("changes the mode of the directory /tmp of the base " + baseLayout + " from 1777 to 700");
    }

    @Test
    void aModeThatIsChosenCountsThoughItBeTheOneByRule() throws IOException {
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("tmp"));
        Files.createFile(tree.resolve("tmp/x"));
        BuiltImage byRule =
                build(LayerRequest.of("app", List.of(FileTree.of(tree)))).run();
        assertThat(byRule.warnings()).isEmpty();
        assertThat(paths(byRule)).containsExactly("tmp/x");

        BuiltImage chosen = build(
                        LayerRequest.of("app", List.of(FileTree.of(tree).directoryMode(ModeRule.of(0755)))))
                .run();
        assertThat(chosen.warnings()).singleElement().asString().endsWith("from 1777 to 755");
        assertThat(paths(chosen)).containsExactly("tmp/", "tmp/x");
    }

    @Test
    void readsNoBaseAgainThatDidNotChange() throws IOException {
        BuiltImage first = build(layer("app", file("/app/run", "app"))).run();
        // With other bytes of the same length in it, reading would fail.
        Path blob = ImageLayout.open(baseLayout)
                .blobPath(manifest(entry("latest")).layers().get(0).digest());
        byte[] damaged = Files.readAllBytes(blob);
        damaged[damaged.length / 2]++;
        Files.write(blob, damaged);

        assertThat(build(layer("app", file("/app/run", "app"))).run().manifest())
                .isEqualTo(first.manifest());
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }
}
