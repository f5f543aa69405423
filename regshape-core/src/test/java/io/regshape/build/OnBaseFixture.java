// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.archive.BaseReference;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.files.Content;
import io.regshape.files.FileTree;
import io.regshape.files.Link;
import io.regshape.files.ModeRule;
import io.regshape.files.TextFile;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A base image, and a layout beside it for what is built on it. */
abstract class OnBaseFixture {
    static final Platform AMD64 = platform("amd64", Optional.empty());
    static final Platform ARM64 = platform("arm64", Optional.of("v8"));

    @TempDir
    Path folder;

    Path baseLayout;
    Path layout;
    BuiltImage base;

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

    BuildImage build(LayerRequest... layers) {
        return BuildImage.at(layout).from(from()).layers(List.of(layers));
    }

    OnDisk from() {
        return (OnDisk) BaseReference.parse("oci:" + baseLayout, folder);
    }

    static LayerRequest layer(String name, Content... contents) {
        return LayerRequest.of(name, List.of(contents));
    }

    static Content file(String path, String text) {
        return TextFile.of(path, text.getBytes(StandardCharsets.UTF_8), path);
    }

    Content tmp() throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("tmp"));
        return FileTree.of(root).directoryMode(ModeRule.of(01777));
    }

    static Platform platform(String architecture, Optional<String> variant) {
        return new Platform("linux", architecture, variant, Optional.empty());
    }

    Descriptor entry(String name) throws IOException {
        return ImageLayout.open(layout).index().manifests().stream()
                .filter(entry -> Index.refNameOf(entry).equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
    }

    Manifest manifest(Descriptor manifest) throws IOException {
        return Manifest.fromJson(document(manifest));
    }

    JsonObject document(Descriptor blob) throws IOException {
        return ImageLayout.open(layout).readDocument(blob, LayoutReader.INDEX);
    }

    List<String> paths(BuiltImage image) throws IOException {
        return paths(image, 0);
    }

    List<String> paths(BuiltImage image, int layer) throws IOException {
        Path blob = ImageLayout.open(layout)
                .blobPath(image.layers().get(layer).layer().descriptor().digest());
        Process tar = new ProcessBuilder("tar", "-tzf", blob.toString()).start();
        return new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
