// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.archive.BaseReference;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.digest.Digest;
import io.regshape.files.Content;
import io.regshape.files.FileTree;
import io.regshape.files.Link;
import io.regshape.files.ModeRule;
import io.regshape.files.TarFiles;
import io.regshape.files.TextFile;
import io.regshape.files.Whiteout;
import io.regshape.image.ImageDocuments;
import io.regshape.image.Stage;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
import io.regshape.stage.AddLayer;
import io.regshape.stage.GenerateConfig;
import io.regshape.stage.GenerateManifest;
import io.regshape.stage.InitLayout;
import io.regshape.stage.RehydrateLayout;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOnBaseTest {
    private static final Platform AMD64 = platform("amd64", Optional.empty());
    private static final Platform ARM64 = platform("arm64", Optional.of("v8"));

    @TempDir
    private Path folder;

    private Path baseLayout;
    private Path layout;
    private BuiltImage base;

    @BeforeEach
    void makeBase() throws IOException {
        baseLayout = folder.resolve("base");
        layout = folder.resolve("oci");
        base = BuildImage.at(baseLayout)
                .layers(List.of(
                        layer(
                                "system",
                                file("/etc/os", "base"),
                                file("/usr/lib/libc.so", "c"),
                                Link.of("/lib", "usr/lib")),
                        layer("tmp", tmp())))
                .settings(ConfigSettings.none()
                        .withArchitecture("arm64")
                        .withAuthor("Jane")
                        .withEntrypoint(List.of("/bin/base"))
                        .withCmd(List.of("serve"))
                        .withEnv(Map.of("PATH", "/bin", "A", "base"))
                        .withExposedPorts(List.of("80"))
                        .withLabels(Annotations.of(Map.of("base", "yes"))))
                .run();
    }

    @Test
    void takesTheLayersOfTheBaseByteForByteAndInheritsItsConfig() throws IOException {
        BuiltImage image = build(layer("app", file("/app/run", "app")))
                .settings(ConfigSettings.none()
                        .withEnv(Map.of("A", "app", "B", "b"))
                        .withExposedPorts(List.of("8080"))
                        .withLabels(Annotations.of(Map.of("app", "1"))))
                .run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        Manifest manifest = manifest(entry("latest"));
        assertThat(manifest.layers().subList(0, 2))
                .isEqualTo(Manifest.fromJson(ImageLayout.open(baseLayout).readDocument(base.manifest(), "test"))
                        .layers());
        assertThat(manifest.annotations().get(Annotations.BASE_DIGEST))
                .contains(base.manifest().digest().toString());
        JsonObject config = document(image.config());
        assertThat(config.string("architecture")).isEqualTo("arm64");
        assertThat(config.string("author")).isEqualTo("Jane");
        JsonObject execution = config.object("config");
        assertThat(execution.strings("Entrypoint")).containsExactly("/bin/base");
        assertThat(execution.strings("Cmd")).containsExactly("serve");
        assertThat(execution.strings("Env")).containsExactly("A=app", "PATH=/bin", "B=b");
        assertThat(execution.object("ExposedPorts").names()).containsExactlyInAnyOrder("80", "8080");
        assertThat(execution.stringMap("Labels")).containsEntry("base", "yes").containsEntry("app", "1");
        assertThat(config.objects("history"))
                .extracting(step -> step.string("created_by"))
                .containsExactly("regshape build system", "regshape build tmp", "regshape build app");
        assertThat(entry("latest").platform().orElseThrow().architecture()).isEqualTo("arm64");
    }

    @Test
    void anEntrypointDropsTheCmdOfTheBase() throws IOException {
        BuiltImage image = build(layer("app", file("/app/run", "app")))
                .settings(ConfigSettings.none().withEntrypoint(List.of("/app/run")))
                .run();
        assertThat(document(image.config()).object("config").has("Cmd")).isFalse();
    }

    @Test
    void anImageMayAddNothingButSettings() throws IOException {
        BuildImage.at(layout)
                .from(from())
                .settings(ConfigSettings.none().withUser("7"))
                .run();
        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(manifest(entry("latest")).layers()).hasSize(2);
    }

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
    void inheritsNothingThatIsAboutHowTheBaseWasBuilt() throws IOException {
        JsonObject config = ImageLayout.open(baseLayout).readDocument(base.config(), "test");
        JsonObject docker = config.with("container", "c")
                .with("container_config", JsonObject.empty())
                .with("parent", "p")
                .with(
                        "config",
                        config.object("config")
                                .with("OnBuild", List.of("RUN x"))
                                .with("Healthcheck", JsonObject.empty()));
        JsonObject child = ImageDocuments.configOn(docker, ConfigSettings.none(), List.of(), Timestamp.DEFAULT);
        assertThat(child.names()).doesNotContain("container", "container_config", "parent");
        assertThat(child.object("config").names()).contains("Healthcheck").doesNotContain("OnBuild");
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

    @Test
    void aBaseThatIsChangedOrIncompleteIsFoundBeforeAnythingIsWritten() throws IOException {
        Path blob = ImageLayout.open(baseLayout)
                .blobPath(base.layers().get(0).layer().descriptor().digest());
        byte[] damaged = Files.readAllBytes(blob);
        damaged[damaged.length / 2]++;
        Files.write(blob, damaged);
        assertThatThrownBy(() -> build(layer("app", file("/app/run", "app"))).run())
                .isInstanceOf(RegshapeException.class);
        assertThat(layout).doesNotExist();

        Files.delete(blob);
        assertThatThrownBy(() -> build(layer("app", file("/app/run", "app"))).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("does not exist in " + baseLayout);
        assertThat(layout).doesNotExist();
    }

    @Test
    void aPlatformThatTheBaseHasNotIsRefused() {
        assertThatThrownBy(() -> build(layer("app", file("/app/run", "app")))
                        .settings(ConfigSettings.none().withArchitecture("amd64"))
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("linux/arm64")
                .hasMessageContaining("linux/amd64");
    }

    @Test
    void makesAnImageForEachPlatform() throws IOException {
        BuildImage.at(baseLayout)
                .layers(List.of(
                        layer("all", file("/etc/os", "base")),
                        layer("amd", file("/cpu", "amd64")).withPlatforms(List.of(AMD64)),
                        layer("arm", file("/cpu", "arm64"))
                                .withPlatforms(List.of(platform("arm64", Optional.empty())))))
                .platforms(List.of(AMD64, ARM64))
                .run();
        BuiltImage image = build(layer("app", file("/app/run", "app")))
                .platforms(List.of(ARM64, AMD64))
                .refNames(List.of(RefName.parse("1.0"), RefName.parse("latest")))
                .run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(ImageLayout.open(layout).index().manifests()).hasSize(2);
        Descriptor entry = entry("latest");
        assertThat(entry.digest()).isEqualTo(image.manifest().digest());
        assertThat(entry.mediaType().isIndex()).isTrue();
        List<Descriptor> images = new Index(document(entry)).manifests();
        assertThat(images)
                .extracting(one -> one.platform().orElseThrow().toString())
                .containsExactly("linux/amd64", "linux/arm64/v8");
        Manifest amd = manifest(images.get(0));
        Manifest arm = manifest(images.get(1));
        assertThat(amd.layers()).hasSize(3);
        assertThat(amd.layers().get(0)).isEqualTo(arm.layers().get(0));
        assertThat(amd.layers().get(1)).isNotEqualTo(arm.layers().get(1));
        assertThat(amd.layers().get(2)).isEqualTo(arm.layers().get(2));
        assertThat(document(arm.config()).string("architecture")).isEqualTo("arm64");
        assertThat(document(arm.config()).string("variant")).isEqualTo("v8");
    }

    @Test
    void refusesEqualPlatformsAndLayersForOthers() {
        assertThatThrownBy(() -> BuildImage.at(layout).platforms(List.of(ARM64, platform("arm64", Optional.empty()))))
                .hasMessageContaining("linux/arm64/v8 and linux/arm64 are the same platform");
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .platforms(List.of(AMD64))
                        .layers(List.of(layer("x", file("/x", "x")).withPlatforms(List.of(ARM64))))
                        .run())
                .hasMessageContaining("layer 'x' is for linux/arm64/v8, which is none of the platforms linux/amd64");
        assertThatThrownBy(() -> BuildImage.at(layout)
                        .layers(List.of(layer("x", file("/x", "x")).withPlatforms(List.of(ARM64))))
                        .run())
                .hasMessage(
                        "layer 'x' is for linux/arm64/v8, and the image for no platform that is named: set platforms");
    }

    @Test
    void aThinLayoutLacksTheBlobsOfTheBaseAlone() throws IOException {
        BuiltImage thin =
                build(layer("app", file("/app/run", "app"))).thin(true).run();
        ImageLayout open = ImageLayout.open(layout);

        for (Descriptor layer : manifest(entry("latest")).layers().subList(0, 2)) {
            assertThat(open.blobSize(layer.digest())).isEmpty();
        }
        assertThat(open.blobSize(thin.layers().get(0).layer().descriptor().digest()))
                .isPresent();
        assertThat(build(layer("app", file("/app/run", "app"))).run().manifest())
                .isEqualTo(thin.manifest());
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void aLayoutThatWasWholeBecomesThin() throws IOException {
        build(layer("app", file("/app/run", "app"))).run();
        ImageLayout open = ImageLayout.open(layout);
        BuiltImage thin =
                build(layer("app", file("/app/run", "app"))).thin(true).run();

        List<Digest> baseLayers = base.layers().stream()
                .map(built -> built.layer().descriptor().digest())
                .toList();
        for (Digest layer : baseLayers) {
            assertThat(open.blobSize(layer)).isEmpty();
        }
        assertThat(open.blobSize(thin.layers().get(0).layer().descriptor().digest()))
                .isPresent();
        assertThat(BuildRecord.read(layout).baseLayers(List.of("latest")))
                .containsExactlyInAnyOrderElementsOf(baseLayers);
        assertThat(BuildRecord.read(layout).baseLayers(List.of("other"))).isEmpty();
    }

    @Test
    void aThinImageBesideAWholeOneLeavesThatWhole() throws IOException {
        build(layer("app", file("/app/run", "app")))
                .refNames(List.of(RefName.parse("whole")))
                .run();
        build(layer("other", file("/app/run", "other"))).thin(true).run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void refusesToBuildAnImageOnItself() throws IOException {
        OnDisk unnamed = (OnDisk) BaseReference.parse("oci:" + baseLayout, folder);
        OnDisk named = (OnDisk) BaseReference.parse("oci:" + baseLayout + ":latest", folder);
        Map<String, String> before = io.regshape.testing.FileTree.describe(baseLayout);
        BuildImage onItself = BuildImage.at(baseLayout).layers(List.of(layer("app", file("/app/run", "app"))));

        assertThatThrownBy(() -> onItself.from(unnamed).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage(
                        "from: oci:" + baseLayout + " is the layout that is built: say which of its images is meant,"
                                + " oci:" + baseLayout + ":REF, or give the new one another path");
        assertThatThrownBy(() -> onItself.from(named).run())
                .hasMessage("from: oci:" + baseLayout + ":latest is the image 'latest' that this build replaces. Give"
                        + " the base another name, or the new image another path");
        assertThat(io.regshape.testing.FileTree.describe(baseLayout)).isEqualTo(before);

        onItself.refNames(List.of(RefName.parse("app"))).run();
        BuiltImage again = onItself.run();
        assertThat(LayoutValidator.validate(baseLayout)).isEmpty();
        assertThat(Manifest.fromJson(ImageLayout.open(baseLayout).readDocument(again.manifest(), "test"))
                        .layers())
                .hasSize(3);
    }

    @Test
    void initRefusesToEmptyTheLayoutThatItBuildsOn() throws IOException {
        Map<String, String> before = io.regshape.testing.FileTree.describe(baseLayout);
        assertThatThrownBy(() -> InitLayout.at(baseLayout)
                        .ifExists(InitLayout.IfExists.RECREATE)
                        .from(from())
                        .run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("from: the base is in " + baseLayout + " itself, which ifExists=recreate would empty. Set"
                        + " ifExists to reuse, or another path");
        assertThat(io.regshape.testing.FileTree.describe(baseLayout)).isEqualTo(before);
        InitLayout.at(baseLayout)
                .ifExists(InitLayout.IfExists.REUSE)
                .from(from())
                .run();
        assertThat(Stage.read(baseLayout).layers()).hasSize(2);
    }

    @Test
    void aThinLayoutIsMadeWholeFromItsBase() throws IOException {
        build(layer("app", file("/app/run", "app"))).thin(true).run();
        ImageLayout open = ImageLayout.open(layout);
        Path other = folder.resolve("other");
        BuildImage.at(other).layers(List.of(layer("x", file("/x", "x")))).run();

        assertThatThrownBy(() -> RehydrateLayout.run(open, ImageLayout.open(other)))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(other + " lacks 2 of the 2 blobs that " + layout + " lacks");
        assertThat(RehydrateLayout.run(open, ImageLayout.open(baseLayout))).hasSize(2);
        assertThat(RehydrateLayout.run(open, ImageLayout.open(baseLayout))).isEmpty();
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void theStepsBuildOnABaseToo() throws IOException {
        Path tar = TestTar.sample("s").writeTo(folder.resolve("app.tar"));
        InitLayout.at(layout).from(from()).run();
        AddLayer.to(layout, LayerSource.of(tar)).run();
        assertThatThrownBy(() -> GenerateConfig.in(layout)
                        .settings(ConfigSettings.none().withArchitecture("amd64"))
                        .run())
                .hasMessageContaining("the base that init took is for linux/arm64, but linux/amd64 is asked for");
        GenerateConfig.in(layout)
                .settings(ConfigSettings.none().withEnv(Map.of("B", "b")))
                .run();
        GenerateManifest.in(layout).refName(RefName.parse("latest")).run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        Manifest manifest = manifest(entry("latest"));
        assertThat(manifest.layers()).hasSize(3);
        JsonObject config = document(manifest.config());
        assertThat(config.object("config").strings("Env")).containsExactly("A=base", "PATH=/bin", "B=b");
        assertThat(config.objects("history"))
                .extracting(step -> step.string("created_by"))
                .containsExactly("regshape build system", "regshape build tmp", "regshape add-layer");
    }

    @Test
    void initLeavesAnOldLayoutAloneWhenTheBaseIsDamaged() throws IOException {
        BuildImage.at(layout).layers(List.of(layer("x", file("/x", "x")))).run();
        Map<String, String> before = io.regshape.testing.FileTree.describe(layout);
        Files.delete(ImageLayout.open(baseLayout)
                .blobPath(base.layers().get(0).layer().descriptor().digest()));

        assertThatThrownBy(() -> InitLayout.at(layout)
                        .ifExists(InitLayout.IfExists.RECREATE)
                        .from(from())
                        .run())
                .isInstanceOf(RegshapeException.class);
        assertThat(io.regshape.testing.FileTree.describe(layout)).isEqualTo(before);
    }

    @Test
    void theStepsGoOnFromABuildOnABase() throws IOException {
        build(layer("app", file("/app/run", "app"))).run();
        AddLayer.to(layout, LayerSource.of(TestTar.sample("s").writeTo(folder.resolve("app.tar"))))
                .run();
        GenerateConfig.in(layout).run();
        GenerateManifest.in(layout).refName(RefName.parse("latest")).run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
        assertThat(document(manifest(entry("latest")).config()).string("architecture"))
                .isEqualTo("arm64");
    }

    @Test
    void removesTheBlobsOfAFormerBase() throws IOException {
        build(layer("app", file("/app/run", "app"))).run();
        BuildImage.at(layout)
                .layers(List.of(layer("app", file("/app/run", "app"))))
                .run();

        try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
            assertThat(blobs).hasSize(3);
        }
        assertThat(Stage.read(layout).baseConfig()).isEmpty();
    }

    private BuildImage build(LayerRequest... layers) {
        return BuildImage.at(layout).from(from()).layers(List.of(layers));
    }

    private OnDisk from() {
        return (OnDisk) BaseReference.parse("oci:" + baseLayout, folder);
    }

    private static LayerRequest layer(String name, Content... contents) {
        return LayerRequest.of(name, List.of(contents));
    }

    private static Content file(String path, String text) {
        return TextFile.of(path, text.getBytes(StandardCharsets.UTF_8), path);
    }

    private Content tmp() throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("tmp"));
        return FileTree.of(root).directoryMode(ModeRule.of(01777));
    }

    private static Platform platform(String architecture, Optional<String> variant) {
        return new Platform("linux", architecture, variant, Optional.empty());
    }

    private Descriptor entry(String name) throws IOException {
        return ImageLayout.open(layout).index().manifests().stream()
                .filter(entry -> Index.refNameOf(entry).equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
    }

    private Manifest manifest(Descriptor manifest) throws IOException {
        return Manifest.fromJson(document(manifest));
    }

    private JsonObject document(Descriptor blob) throws IOException {
        return ImageLayout.open(layout).readDocument(blob, LayoutReader.INDEX);
    }

    private List<String> paths(BuiltImage image) throws IOException {
        return paths(image, 0);
    }

    private List<String> paths(BuiltImage image, int layer) throws IOException {
        Path blob = ImageLayout.open(layout)
                .blobPath(image.layers().get(layer).layer().descriptor().digest());
        Process tar = new ProcessBuilder("tar", "-tzf", blob.toString()).start();
        return new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
