// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.deflate.GzipOutput;
import io.regshape.digest.Digest;
import io.regshape.files.Content;
import io.regshape.files.FileTree;
import io.regshape.files.Fingerprint;
import io.regshape.files.LayerFiles;
import io.regshape.files.Link;
import io.regshape.files.ModeRule;
import io.regshape.files.Owner;
import io.regshape.files.TarFiles;
import io.regshape.files.TarListing;
import io.regshape.files.TextFile;
import io.regshape.files.ZipTree;
import io.regshape.image.Stage;
import io.regshape.layer.Compression;
import io.regshape.layer.Inputs;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layer.ProgressListener;
import io.regshape.layer.TarWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildImageTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));

    @TempDir
    private Path folder;

    private Path layout;
    private Path libs;
    private Path classes;

    @BeforeEach
    void makeSources() throws IOException {
        layout = folder.resolve("target/oci");
        libs = Files.createDirectories(folder.resolve("libs"));
        classes = Files.createDirectories(folder.resolve("classes/com/example"));
        write(libs.resolve("b.jar"), "the library b");
        write(libs.resolve("a.jar"), "the library a");
        write(classes.resolve("Main.class"), "the class");
    }

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
    void keepsAllThatDidNotChange() throws IOException {
        build().run();
        settle();
        Map<Path, FileTime> before = blobTimes();
        byte[] index = Files.readAllBytes(layout.resolve("index.json"));

        BuiltImage again = build().run();

        assertThat(again.layers()).extracting(BuiltLayer::rebuilt).containsOnly(Optional.empty());
        assertThat(blobTimes()).isEqualTo(before);
        assertThat(layout.resolve("index.json")).hasBinaryContent(index);
    }

    /** A compressed tar that is read is unpacked into the folder for temporary files. */
    @Test
    void readsNoTarThatDidNotChange() throws IOException {
        Path tar = Files.write(
                folder.resolve("x.tar.gz"),
                new TestTar().file("etc/motd", 0600, "hello").gzip());
        BuildImage build = BuildImage.at(layout).layers(List.of(LayerRequest.of("tar", List.of(TarFiles.of(tar)))));
        Inputs.settle(tar);
        build.run();
        String temporary = System.getProperty("java.io.tmpdir");
        try {
            System.setProperty("java.io.tmpdir", folder.resolve("none").toString());
            for (int i = 0; i < 2; i++) {
                assertThat(build.run().layers()).extracting(BuiltLayer::rebuilt).containsExactly(Optional.empty());
            }
            Files.delete(libsBlob());
            assertThatThrownBy(build::run).isInstanceOf(NoSuchFileException.class);
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
        assertThat(build.run().layers())
                .extracting(BuiltLayer::rebuilt)
                .containsExactly(Optional.of("its blob is gone"));
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void doesNotBelieveAWrongListing() throws IOException {
        Path one = new TestTar().file("etc/motd", 0600, "hello").writeTo(folder.resolve("x.tar"));
        Path other = new TestTar().file("etc/os", 0600, "x").writeTo(folder.resolve("y.tar"));
        BuildImage build = BuildImage.at(layout)
                .layers(List.of(
                        LayerRequest.of("one", List.of(TarFiles.of(one))),
                        LayerRequest.of("other", List.of(TarFiles.of(other)))));
        Inputs.settle(other);
        build.run();
        byte[] index = Files.readAllBytes(layout.resolve("index.json"));
        // What is noted of each tar is what the other has.
        List<TarListing> tars = BuildRecord.read(layout).layers().stream()
                .flatMap(layer -> layer.tars().stream())
                .toList();
        assertThat(tars).hasSize(2);
        replaceLayers(layer -> layer.withTars(List.of(
                new TarListing(tars.get(0).key(), tars.get(1).packed()),
                new TarListing(tars.get(1).key(), tars.get(0).packed()))));

        build.run();

        assertThat(layout.resolve("index.json")).hasBinaryContent(index);
        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(BuildRecord.read(layout).layers())
                .flatExtracting(LayerRecord::tars)
                .containsExactlyElementsOf(tars);
    }

    /** A record that is too long to be read would be as good as none. */
    @Test
    void forgetsWhatIsInTarsBeforeItForgetsAll() throws IOException {
        build().run();
        settle();
        TarListing listing = new TarListing(Digest.sha256(new byte[0]), "A".repeat(200_000));

        replaceLayers(layer -> layer.withTars(Collections.nCopies(2, listing)));
        assertThat(BuildRecord.read(layout).layers())
                .extracting(layer -> layer.tars().size())
                .containsExactly(2, 2);
        replaceLayers(layer -> layer.withTars(Collections.nCopies(20, listing)));
        assertThat(BuildRecord.read(layout).layers())
                .extracting(layer -> layer.tars().size())
                .containsExactly(0, 0);
        assertThat(build().run().layers()).extracting(BuiltLayer::rebuilt).containsOnly(Optional.empty());
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
    void writesOnlyTheLayerWhoseFilesChanged() throws IOException {
        build().run();
        write(classes.resolve("Main.class"), "another class");

        BuiltImage again = build().run();

        assertThat(again.layers())
                .extracting(BuiltLayer::rebuilt)
                .containsExactly(Optional.empty(), Optional.of("files changed"));
        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(blobs()).hasSize(4);
    }

    /** As on a file system whose clock is so coarse that a file changes twice within one tick. */
    @Test
    void noticesAChangeThatSizeAndTimesDoNotShow() throws IOException {
        build().run();
        write(classes.resolve("Main.class"), "the clasz");
        BuildRecord old = BuildRecord.read(layout);
        Fingerprint now;
        try (LayerFiles files = LayerFiles.gather(
                tree("classes", folder.resolve("classes"), "/app/classes").contents(),
                Owner.ROOT,
                ModeRule.DEFAULT,
                layout,
                folder,
                List.of())) {
            now = files.fingerprint();
        }
        replaceLayers(layer -> layer.name().equals("classes") ? withFiles(layer, now, layer.looked()) : layer);
        assertThat(BuildRecord.read(layout)).isNotEqualTo(old);

        assertThat(build().run().layers())
                .extracting(BuiltLayer::rebuilt)
                .containsExactly(Optional.empty(), Optional.of("files changed"));
    }

    @Test
    void takesNoLayerOfAnotherCodec() throws IOException {
        assertThat(LayerOptions.defaults().codecVersion())
                .isEqualTo("tar-" + TarWriter.VERSION + " gzip-" + GzipOutput.VERSION);
        build().run();
        replaceLayers(layer -> new LayerRecord(
                layer.name(),
                Digest.sha256("gzip-0".getBytes(StandardCharsets.UTF_8)),
                layer.files(),
                layer.tars(),
                layer.looked(),
                layer.blob(),
                layer.diffId(),
                layer.blobModified(),
                layer.rebuilt()));

        assertThat(build().run().layers())
                .extracting(BuiltLayer::rebuilt)
                .containsOnly(Optional.of("its settings changed"));
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
    void keepsALayerWhoseFilesWereWrittenAgainAsTheyWere() throws IOException {
        BuiltImage first = build().run();
        for (Path file : List.of(libs.resolve("a.jar"), classes.resolve("Main.class"))) {
            String content = Files.readString(file);
            Files.delete(file);
            Files.writeString(file, content);
        }

        BuiltImage again = build().run();

        assertThat(again.layers()).extracting(BuiltLayer::rebuilt).containsOnly(Optional.empty());
        assertThat(again.manifest()).isEqualTo(first.manifest());
    }

    @Test
    void saysWhyALayerWasMadeAnew() throws IOException {
        build().run();
        assertThat(rebuiltAfter(() -> write(libs.resolve("c.jar"), "more")))
                .contains("files were added, removed or moved");
        assertThat(rebuiltAfter(() -> write(libs.resolve("c.jar"), "more of it")))
                .contains("files changed");
        assertThat(rebuiltAfter(() -> Files.setPosixFilePermissions(
                        libs.resolve("c.jar"), PosixFilePermissions.fromString("rwxr--r--"))))
                .contains("modes or owners changed");
        assertThat(rebuiltAfter(() -> Files.delete(libsBlob()))).contains("its blob is gone");
        assertThat(rebuiltAfter(() -> Files.writeString(libsBlob(), "damage"))).contains("its blob is damaged");
        assertThat(build().fileTime(Timestamp.parse("2026-01-01T00:00:00Z"))
                        .run()
                        .layers()
                        .get(0)
                        .rebuilt())
                .contains("its settings changed");
        assertThat(BuildRecord.read(layout).layers().get(0).rebuilt()).contains("its settings changed");
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void makesTheSameImageWithoutARecordAndWithADamagedOne() throws IOException {
        BuiltImage first = build().run();
        for (String record : List.of(
                "",
                "{}",
                "{\"schema_version\":1,\"images\":{\"latest\":{\"layers\":[{}]}}}",
                "{\"schema_version\":7}")) {
            Files.writeString(layout.resolve(LayoutReader.BUILD), record);
            assertThat(build().run().manifest()).isEqualTo(first.manifest());
        }
        Files.delete(layout.resolve(LayoutReader.BUILD));
        assertThat(build().run().manifest()).isEqualTo(first.manifest());
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
        Content liar = files -> TextFile.of("test", new byte[3], "/x").addTo(files);
        Content failing = files -> ZipTree.of(zipThatIsCutShort(), Optional::of).addTo(files);

        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(
                                tree("libs", libs, "/other"),
                                LayerRequest.of("liar", List.of(liar)),
                                LayerRequest.of("failing", List.of(failing))))
                        .run())
                .isInstanceOf(RegshapeException.class);
        assertThat(io.regshape.testing.FileTree.describe(layout)).isEqualTo(before);
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
    void knowsEveryImageOfALayoutAgain() throws IOException {
        BuildImage other = BuildImage.at(layout)
                .layers(List.of(tree("libs", libs, "/elsewhere")))
                .refNames(List.of(RefName.parse("other")));
        build().run();
        other.run();

        assertThat(build().run().layers()).extracting(BuiltLayer::rebuilt).containsOnly(Optional.empty());
        assertThat(other.run().layers()).extracting(BuiltLayer::rebuilt).containsOnly(Optional.empty());
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

    private BuildImage build() {
        return BuildImage.at(layout)
                .layers(List.of(
                        tree("libs", libs, "/app/libs"), tree("classes", folder.resolve("classes"), "/app/classes")));
    }

    private static LayerRequest tree(String name, Path directory, String to) {
        return LayerRequest.of(name, List.of(FileTree.of(directory).to(to)));
    }

    private interface Change {
        void run() throws IOException;
    }

    private Optional<String> rebuiltAfter(Change change) throws IOException {
        change.run();
        return build().run().layers().get(0).rebuilt();
    }

    private Path libsBlob() throws IOException {
        return ImageLayout.open(layout).blobPath(manifest().layers().get(0).digest());
    }

    /** Makes the next build certain that its sources did not change since the one before it. */
    private void settle() throws IOException {
        replaceLayers(layer -> withFiles(layer, layer.files(), layer.looked().plusSeconds(60)));
    }

    private static LayerRecord withFiles(LayerRecord layer, Fingerprint files, Instant looked) {
        return new LayerRecord(
                layer.name(),
                layer.settings(),
                files,
                layer.tars(),
                looked,
                layer.blob(),
                layer.diffId(),
                layer.blobModified(),
                layer.rebuilt());
    }

    private void replaceLayers(UnaryOperator<LayerRecord> change) throws IOException {
        RefName latest = RefName.parse("latest");
        BuildRecord record = BuildRecord.read(layout);
        ImageRecord image = record.image(latest);
        record.withImage(
                        latest,
                        new ImageRecord(
                                image.layers().stream().map(change).toList(),
                                image.baseLayers(),
                                image.baseBlobs(),
                                image.baseCheck()))
                .writeTo(ImageLayout.open(layout));
    }

    private Path zipThatIsCutShort() throws IOException {
        return Files.write(folder.resolve("bad.jar"), new byte[] {'P', 'K', 3, 4, 0, 0});
    }

    private List<Descriptor> entries() throws IOException {
        return ImageLayout.open(layout).index().manifests();
    }

    private Manifest manifest() throws IOException {
        List<Descriptor> entries = entries();
        return Manifest.fromJson(
                ImageLayout.open(layout).readDocument(entries.get(entries.size() - 1), LayoutReader.INDEX));
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
            return files.toList();
        }
    }

    private Map<Path, FileTime> blobTimes() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        for (Path blob : blobs()) {
            times.put(blob, Files.getLastModifiedTime(blob));
        }
        return times;
    }

    private static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, LONG_AGO);
    }
}
