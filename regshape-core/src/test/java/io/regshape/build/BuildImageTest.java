// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.files.Content;
import io.regshape.files.FileTree;
import io.regshape.files.Link;
import io.regshape.files.Symlinks;
import io.regshape.files.TarFiles;
import io.regshape.files.TextFile;
import io.regshape.files.Whiteout;
import io.regshape.files.ZipTree;
import io.regshape.image.Stage;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layer.ProgressListener;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class BuildImageTest extends BuildFixture {
    @Test
    void makesAValidLayoutThatDescribesWhatWasAsked() throws IOException {
        BuiltImage image = build().settings(ConfigSettings.none()
                        .withArchitecture("arm64")
                        .withEntrypoint(List.of("java", "com.example.Main")))
                .annotations(Annotations.of(Map.of("k", "v")))
                .defaultCreated(Timestamp.parse("2026-01-02T03:04:05Z"))
                .run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(image.layers()).extracting(BuiltLayer::name).containsExactly("libs", "classes");
        assertThat(image.layers()).extracting(BuiltLayer::rebuilt).containsOnly(Optional.of("it is new"));
        Descriptor entry = entries().get(0);
        assertThat(entry.digest()).isEqualTo(image.manifest().digest());
        assertThat(entry.platform().orElseThrow().architecture()).isEqualTo("arm64");
        assertThat(manifest().annotations().values()).containsExactly(Map.entry("k", "v"));
        JsonObject config = ImageLayout.open(layout).readDocument(image.config(), "the test");
        assertThat(config.string("created")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(config.objects("history"))
                .extracting(step -> step.string("created_by"))
                .containsExactly("regshape build libs", "regshape build classes");
    }

    @Test
    void givesEveryNameAnEntryOfItsOwn() throws IOException {
        build().refNames(List.of(RefName.parse("1.0"), RefName.parse("latest"), RefName.parse("1.0")))
                .run();
        build().refNames(List.of(RefName.parse("latest"))).run();

        assertThat(entries()).extracting(Index::refNameOf).containsExactly(Optional.of("1.0"), Optional.of("latest"));
        assertThat(entries().get(0).digest()).isEqualTo(entries().get(1).digest());
    }

    @Test
    void tellsHowFarEachLayerIsThatIsWritten() throws IOException {
        build().run();
        write(classes.resolve("Main.class"), "another class");
        Map<String, Long> heard = new ConcurrentHashMap<>();

        build().progress(layer -> new ProgressListener() {
                    @Override
                    public void advanced(long bytesRead) {
                        heard.merge(layer, bytesRead, Math::max);
                    }
                })
                .run();

        assertThat(heard).containsOnlyKeys("classes");
        assertThat(heard.get("classes"))
                .as("a whole number of blocks")
                .isPositive()
                .matches(bytes -> bytes % 512 == 0);
    }

    @Test
    void neverTakesTheLayoutIntoItself() throws IOException {
        Files.createDirectories(layout.getParent());
        BuildImage all = BuildImage.at(layout).layers(List.of(tree("all", folder, "/")));
        BuiltImage first = all.run();

        assertThat(all.run().manifest()).isEqualTo(first.manifest());
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(tree("all", layout, "/")))
                        .run())
                .hasMessageContaining("is the layout that is written: it cannot hold itself");
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(tree("all", layout.resolve("blobs"), "/")))
                        .run())
                .hasMessageContaining("lies in the layout that is written: it cannot hold itself");
    }

    @Test
    void knowsTheLayoutUnderEveryName() throws IOException {
        Files.createDirectories(layout);
        Path link = Files.createSymbolicLink(folder.resolve("link"), layout);
        Path other = Files.createDirectory(folder.resolve("other"));
        write(other.resolve("file"), "a file");
        Files.createSymbolicLink(other.resolve("layout"), layout);
        Files.createDirectories(layout.resolve("blobs/sha256"));
        Files.createSymbolicLink(other.resolve("blobs"), layout.resolve("blobs"));

        for (LayerRequest layer : List.of(
                tree("all", layout.getParent().getParent(), "/"),
                LayerRequest.of("links", List.of(FileTree.of(other).symlinks(Symlinks.FOLLOW))))) {
            BuildImage build = BuildImage.at(link).layers(List.of(layer));
            BuiltImage first = build.run();
            assertThat(build.run().manifest()).isEqualTo(first.manifest());
        }
    }

    @Test
    void buildsAtOneTimeIntoOneNewLayoutDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 10; round++) {
                Path fresh = folder.resolve("fresh" + round);
                List<Callable<BuiltImage>> builds = new ArrayList<>();
                for (String name : List.of("a", "b", "c", "d")) {
                    builds.add(() -> BuildImage.at(fresh)
                            .layers(List.of(tree("libs", libs, "/" + name)))
                            .refNames(List.of(RefName.parse(name)))
                            .run());
                }
                for (Future<BuiltImage> build : threads.invokeAll(builds)) {
                    build.get();
                }
                assertThat(ImageLayout.open(fresh).index().manifests()).hasSize(4);
                assertThat(LayoutValidator.validate(fresh)).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesToRemoveAndAddADirectoryInOneLayer() throws IOException {
        for (Content added : List.of(
                TextFile.of("test", new byte[0], "/srv/www/x"),
                FileTree.of(libs).to("/srv/www"))) {
            assertThatThrownBy(() -> BuildImage.at(layout)
                            .layers(List.of(LayerRequest.of("web", List.of(added, Whiteout.of("/srv/www")))))
                            .run())
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageStartingWith("layer 'web': the directory 'srv/www' is removed and added in one layer:"
                            + " the whiteout /srv/www, and ")
                    .hasMessageEndingWith("give the whiteout a layer of its own, in front of this one");
        }
        Path nothing = new TestTar()
                .directory("d/", 0755)
                .file("d/.wh..wh.plnk", 0644, "")
                .writeTo(folder.resolve("lone.tar"));
        BuildImage.at(folder.resolve("other"))
                .layers(List.of(LayerRequest.of("lone", List.of(TarFiles.of(nothing)))))
                .run();
        Content file = TextFile.of("test", new byte[0], "/srv/www");
        BuildImage.at(layout)
                .layers(List.of(LayerRequest.of("web", List.of(file, Whiteout.of("/srv/www")))))
                .run();
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void anImageHasItsOwnPlatformAlone() throws IOException {
        ConfigSettings settings = ConfigSettings.none().withVariant("v8").withOsVersion("10.0.1");
        BuildImage build = build().settings(settings)
                .platforms(List.of(
                        Platform.parse("linux/amd64"), Platform.parse("linux/arm64"), Platform.parse("windows/amd64")));

        assertThat(build.run().warnings()).containsExactly("variant is of no effect beside platforms");
        ImageLayout images = ImageLayout.open(layout);
        assertThat(new Index(images.readDocument(entries().get(0), "test")).manifests())
                .extracting(image -> image.platform().orElseThrow())
                .containsExactly(
                        Platform.parse("linux/amd64"),
                        Platform.parse("linux/arm64"),
                        new Platform("windows", "amd64", Optional.empty(), Optional.of("10.0.1")));
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void refusesAnImageWithoutLayersForAPlatform() {
        Platform amd = Platform.parse("linux/amd64");
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(tree("libs", libs, "/l").withPlatforms(List.of(amd))))
                        .platforms(List.of(amd, Platform.parse("linux/arm64")))
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("the image for linux/arm64 would have no layer: give it at least one");
    }

    @Test
    void warnsAboutADirectoryOverALinkOfALowerLayer() throws IOException {
        BuiltImage image = BuildImage.at(layout)
                .layers(List.of(
                        LayerRequest.of("links", List.of(Link.of("/app", "opt/app"))), tree("libs", libs, "/app/libs")))
                .run();
        assertThat(image.warnings())
                .singleElement()
                .asString()
                .startsWith("layer 'libs' (the directory " + libs
                        + ") puts a directory at /app, where layer 'links' has a symbolic link");
    }

    @Test
    void warnsAboutALayerWithoutContent() throws IOException {
        assertThat(BuildImage.at(layout)
                        .layers(List.of(tree("libs", libs, "/l"), LayerRequest.of("none", List.of())))
                        .run()
                        .warnings())
                .containsExactly("layer 'none' has no content");
    }

    @Test
    void dropsLayersThatHoldNothingAndSaysSo() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        List<LayerRequest> layers = List.of(tree("libs", libs, "/l"), tree("empty", empty, "/e"));

        BuiltImage image = BuildImage.at(layout).layers(layers).run();

        assertThat(image.layers()).extracting(BuiltLayer::name).containsExactly("libs");
        assertThat(image.warnings())
                .containsExactly("layer 'empty': the directory " + empty + " has nothing that matches");
        assertThatThrownBy(() ->
                        BuildImage.at(layout).layers(layers).failOnEmpty(true).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("has nothing that matches (failOnEmpty makes that an error)");
    }

    @Test
    void refusesAnImageWithoutLayersAndMakesNoLayout() {
        assertThatThrownBy(() -> BuildImage.at(layout).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("the image would have no layer: give it at least one");
        assertThat(layout).doesNotExist();
    }

    @Test
    void leavesTheOldImageAloneWhenASourceIsGone() throws IOException {
        build().run();
        Map<String, String> before = io.regshape.testing.FileTree.describe(layout);

        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(tree("libs", libs, "/l"), tree("gone", folder.resolve("gone"), "/g")))
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("gone cannot be read: it does not exist");
        assertThat(io.regshape.testing.FileTree.describe(layout)).isEqualTo(before);
    }

    @Test
    void stopsAllLayersWhenOneFails() throws IOException {
        build().run();
        Map<String, String> before = io.regshape.testing.FileTree.describe(layout);
        Content failing =
                files -> ZipTree.of(zipWithDamagedContent(), Optional::of).addTo(files);

        // Two are made at a time, so one is done when the last begins.
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(
                                tree("libs", libs, "/other"),
                                tree("classes", classes, "/others"),
                                LayerRequest.of("failing", List.of(failing))))
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("bad.jar is no valid jar: its entry x cannot be read: ");
        assertThat(io.regshape.testing.FileTree.describe(layout)).isEqualTo(before);
    }

    @Test
    void closesALayerWithoutFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "only Linux tells which files are open");
        Path tar = Files.write(
                folder.resolve("empty.tar.gz"),
                new TestTar().directory("./", 0755).gzip());

        BuiltImage image = BuildImage.at(layout)
                .layers(List.of(LayerRequest.of("empty", List.of(TarFiles.of(tar))), tree("libs", libs, "/l")))
                .run();

        assertThat(image.layers()).hasSize(1);
        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.map(BuildImageTest::target)).noneMatch(target -> target.contains(".regshape-tar-"));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    @Test
    void keepsWhatOthersMade() throws IOException {
        Path tar = TestTar.sample("s").writeTo(folder.resolve("other.tar"));
        InitLayout.at(layout).run();
        AddLayer.to(layout, LayerSource.of(tar)).run();
        GenerateConfig.in(layout).run();
        GenerateManifest.in(layout).refName(RefName.parse("other")).run();
        List<Path> others = blobs();

        build().run();
        write(classes.resolve("Main.class"), "another class");
        build().run();

        assertThat(blobs()).containsAll(others).hasSize(3 + 4);
        assertThat(entries()).extracting(Index::refNameOf).containsExactly(Optional.of("other"), Optional.of("latest"));
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void leavesAStageThatTheStepsGoOnFrom() throws IOException {
        BuiltImage image = build().run();
        Stage stage = Stage.read(layout);
        assertThat(stage.manifest()).contains(image.manifest());
        Path tar = TestTar.sample("s").writeTo(folder.resolve("more.tar"));

        AddLayer.to(layout, LayerSource.of(tar)).run();
        GenerateConfig.in(layout).run();
        GenerateManifest.in(layout).refName(RefName.parse("latest")).run();

        assertThat(manifest().layers()).hasSize(3);
        assertThat(LayoutValidator.validate(layout)).isEmpty();
        build().run();
        assertThat(manifest().layers()).hasSize(2);
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void removesWhatAKilledBuildLeft() throws IOException {
        BuiltImage image = build().run();
        BuildRecord record = BuildRecord.read(layout);
        byte[] orphan = "left".getBytes(StandardCharsets.UTF_8);
        ImageLayout open = ImageLayout.open(layout);
        open.store(MediaType.IMAGE_CONFIG, orphan);
        record.withWritten(List.of(Digest.sha256(orphan))).writeTo(open);

        build().run();

        assertThat(open.blobSize(Digest.sha256(orphan))).isEmpty();
        assertThat(open.blobSize(image.config().digest())).isPresent();
    }

    @Test
    void knowsAllThatItWroteHoweverFarItCame() throws IOException {
        build().run();
        Path stage = layout.resolve(Stage.FILE);
        Files.delete(stage);
        Files.createDirectories(stage.resolve("in-the-way"));
        write(classes.resolve("Main.class"), "another class");
        assertThatThrownBy(() -> build().run()).isInstanceOf(IOException.class);
        assertThat(BuildRecord.read(layout).written()).hasSize(blobs().size());
        Files.delete(stage.resolve("in-the-way"));
        Files.delete(stage);
        build().settings(ConfigSettings.none().withUser("7")).run();
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void writesEachCompression() throws IOException {
        for (Compression compression : Compression.values()) {
            BuildImage.at(layout)
                    .layers(List.of(tree("libs", libs, "/l")
                            .withOptions(LayerOptions.defaults().withCompressFormat(compression))))
                    .run();
            assertThat(manifest().layers().get(0).mediaType()).isEqualTo(compression.layerMediaType());
            assertThat(LayoutValidator.validate(layout)).isEmpty();
        }
    }

    @Test
    void refusesTwoLayersOfOneName() {
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(tree("libs", libs, "/l"), tree("libs", classes, "/c")))
                        .run())
                .hasMessageContaining("two layers have the name 'libs'");
    }

    /** A jar whose list of files is right and whose content is not: that shows when it is read. */
    private Path zipWithDamagedContent() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("x"));
            zip.write(new byte[1000]);
        }
        byte[] damaged = bytes.toByteArray();
        // The content begins behind the entry's header of 30 bytes and its name.
        damaged[31] = (byte) 0xff;
        return Files.write(folder.resolve("bad.jar"), damaged);
    }
}
