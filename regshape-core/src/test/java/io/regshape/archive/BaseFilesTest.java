// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static io.regshape.archive.Archives.ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.archive.BaseFiles.BaseFile;
import io.regshape.layer.TarEntry;
import io.regshape.layout.LayoutReader;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseFilesTest {
    @TempDir
    Path folder;

    /** Makes an image of the layers, every other one compressed, and reads its files. */
    private BaseFiles files(TestTar... layers) throws IOException {
        return files(ENOUGH, layers);
    }

    private BaseFiles files(long maxUnpacked, TestTar... layers) throws IOException {
        return files(maxUnpacked, KeptBytes.MOST, layers);
    }

    private BaseFiles files(long maxUnpacked, long mostKept, TestTar... layers) throws IOException {
        Archives archive = new Archives();
        List<String> paths = new ArrayList<>();
        List<byte[]> tars = new ArrayList<>();
        for (TestTar layer : layers) {
            byte[] tar = layer.bytes();
            paths.add(tars.size() + ".tar");
            archive.file(tars.size() + ".tar", tars.size() % 2 == 0 ? tar : TestTar.gzip(tar));
            tars.add(tar);
        }
        archive.file("c.json", Archives.config(tars.toArray(byte[][]::new)))
                .file("manifest.json", Archives.manifest("c.json", List.of(), paths));
        Path file = archive.writeTo(folder.resolve("docker.tar"));
        try (LayoutReader layout = DockerArchive.open(file, ENOUGH)) {
            return BaseFiles.read(BaseImage.find(layout, Optional.empty(), Optional.empty()), maxUnpacked, mostKept);
        }
    }

    private static Optional<BaseFile> file(int mode) {
        return Optional.of(new BaseFile(Optional.of(TarEntry.Type.FILE), mode, Optional.empty()));
    }

    private static Optional<BaseFile> directory(int mode) {
        return Optional.of(new BaseFile(Optional.of(TarEntry.Type.DIRECTORY), mode, Optional.empty()));
    }

    @Test
    void saysWhatLiesAtAPath() throws IOException {
        BaseFiles files = files(new TestTar()
                .directory("./tmp/", 01777)
                .file("usr/bin/naïve", 04755, "x")
                .symlink("bin", "usr/bin"));
        assertThat(files.find("tmp")).isEqualTo(directory(01777));
        assertThat(files.find("/usr//bin/./naïve")).isEqualTo(file(04755));
        assertThat(files.find("bin"))
                .contains(new BaseFile(Optional.of(TarEntry.Type.SYMBOLIC_LINK), 0777, Optional.of("usr/bin")));
        assertThat(files.find("bin/naïve")).isEmpty();
        assertThat(files.find("nothing")).isEmpty();
        assertThat(files.find("/")).isEmpty();
    }

    @Test
    void aDirectoryThatNoLayerListsIsThere() throws IOException {
        BaseFiles files =
                files(new TestTar().file("a/b/c", 0644, "").directory("a/", 0700), new TestTar().file("a/d", 0644, ""));
        assertThat(files.find("a")).isEqualTo(directory(0700));
        assertThat(files.find("a/b")).isEqualTo(directory(0755));
    }

    @Test
    void upperLayersReplaceWhatLiesBeneath() throws IOException {
        BaseFiles files = files(
                new TestTar()
                        .directory("a/", 0755)
                        .file("a/b", 0644, "")
                        .file("c", 0644, "")
                        .symlink("d", "a"),
                new TestTar().directory("a/", 0700).file("c/x", 0600, "").file("d", 0640, ""));
        assertThat(files.find("a")).isEqualTo(directory(0700));
        assertThat(files.find("a/b")).isEqualTo(file(0644));
        assertThat(files.find("d")).isEqualTo(file(0640));
        assertThat(files.find("c/x")).isEqualTo(file(0600));
    }

    @Test
    void aFileInPlaceOfADirectoryHidesWhatWasInIt() throws IOException {
        BaseFiles files = files(
                new TestTar().file("a/b/c", 0644, ""),
                new TestTar().file("a", 0600, ""),
                new TestTar().directory("a/", 0755));
        assertThat(files.find("a")).isEqualTo(directory(0755));
        assertThat(files.find("a/b")).isEmpty();
        assertThat(files.find("a/b/c")).isEmpty();
    }

    @Test
    void whiteoutsRemoveWhatLiesBeneathThem() throws IOException {
        TestTar lower = new TestTar()
                .file("a/b/c", 0644, "")
                .file("a/d", 0644, "")
                .file("e", 0644, "")
                .file("x/y/z", 0644, "");
        BaseFiles files = files(
                lower,
                new TestTar()
                        .file("a/.wh.b", 0, "")
                        .file("e", 0600, "")
                        .file(".wh.e", 0, "")
                        .file("x/new", 0644, "")
                        .file("x/.wh..wh..opq", 0, "")
                        .file(".wh..wh.plnk", 0, "")
                        .file(".wh.nothing", 0, ""),
                new TestTar().file("a/b/new", 0644, ""));
        assertThat(files.find("a/b")).isEqualTo(directory(0755));
        assertThat(files.find("a/b/new")).isEqualTo(file(0644));
        assertThat(files.find("a/b/c")).isEmpty();
        assertThat(files.find("a/d")).isEqualTo(file(0644));
        assertThat(files.find("e")).isEqualTo(file(0600));
        assertThat(files.find("x")).isEqualTo(directory(0755));
        assertThat(files.find("x/new")).isEqualTo(file(0644));
        assertThat(files.find("x/y")).isEmpty();
        assertThat(files.find("x/y/z")).isEmpty();
        assertThat(files.find(".wh.e")).isEmpty();
        assertThat(files.find("nothing")).isEmpty();
    }

    @Test
    void anOpaqueRootRemovesEverything() throws IOException {
        BaseFiles files = files(
                new TestTar().file("a/b", 0644, ""),
                new TestTar().file(".wh..wh..opq", 0, "").file("c", 0644, ""));
        assertThat(files.find("a")).isEmpty();
        assertThat(files.find("a/b")).isEmpty();
        assertThat(files.find("c")).isEqualTo(file(0644));
    }

    @Test
    void takesPathsThatALayerMayNotHold() throws IOException {
        BaseFiles files =
                files(new TestTar().file("/a", 0644, "").directory("d/", 0700).directory("d/", 0750));
        assertThat(files.find("a")).isEqualTo(file(0644));
        assertThat(files.find("d")).isEqualTo(directory(0750));
    }

    @Test
    void growsWithManyPaths() throws IOException {
        TestTar tar = new TestTar();
        for (int i = 0; i < 5_000; i++) {
            tar.file("folder-" + i % 100 + "/file-" + i, i & 0777, "");
        }
        BaseFiles files = files(tar, new TestTar().file("folder-7/.wh.file-7", 0, ""));
        for (int i = 0; i < 5_000; i++) {
            assertThat(files.find("folder-" + i % 100 + "/file-" + i))
                    .isEqualTo(i == 7 ? Optional.empty() : file(i & 0777));
        }
    }

    @Test
    void refusesMoreLinksThanThereIsMemoryFor() throws IOException {
        BaseFiles files = files(
                ENOUGH, 6, new TestTar().symlink("a", "é").symlink("b", "xy"), new TestTar().symlink("b", "1234"));
        assertThat(files.find("a").flatMap(BaseFile::linkTarget)).contains("é");
        assertThat(files.find("b").flatMap(BaseFile::linkTarget)).contains("1234");
        TestTar tooMuch = new TestTar().symlink("a", "123").symlink("b", "4567");
        assertThatThrownBy(() -> files(ENOUGH, 6, tooMuch))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("the base " + folder.resolve("docker.tar") + ": the targets of its symbolic links have more"
                        + " than 6 bytes in all: they are kept in memory, so no more are taken");
    }

    @Test
    void refusesLayersThatUnpackToMoreThanTheLimit() {
        assertThatThrownBy(() ->
                        files(100_000, TestTar.sample("a"), new TestTar().file("zeros", 0644, "0".repeat(100_000))))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("the base " + folder.resolve("docker.tar") + " unpacks to more than 100000 bytes: set"
                        + " maxUnpacked to a larger number of bytes if that is as it should be");
    }
}
