// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.files.FileTree;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project's libraries and classes, and a build that makes an image of them. */
abstract class BuildFixture {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));

    @TempDir
    Path folder;

    Path layout;
    Path libs;
    Path classes;

    @BeforeEach
    void makeSources() throws IOException {
        layout = folder.resolve("target/oci");
        libs = Files.createDirectories(folder.resolve("libs"));
        classes = Files.createDirectories(folder.resolve("classes/com/example"));
        write(libs.resolve("b.jar"), "the library b");
        write(libs.resolve("a.jar"), "the library a");
        write(classes.resolve("Main.class"), "the class");
    }

    BuildImage build() {
        return BuildImage.at(layout)
                .layers(List.of(
                        tree("libs", libs, "/app/libs"), tree("classes", folder.resolve("classes"), "/app/classes")));
    }

    static LayerRequest tree(String name, Path directory, String to) {
        return LayerRequest.of(name, List.of(FileTree.of(directory).to(to)));
    }

    List<Descriptor> entries() throws IOException {
        return ImageLayout.open(layout).index().manifests();
    }

    Manifest manifest() throws IOException {
        List<Descriptor> entries = entries();
        return Manifest.fromJson(
                ImageLayout.open(layout).readDocument(entries.get(entries.size() - 1), LayoutReader.INDEX));
    }

    List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
            return files.toList();
        }
    }

    static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, LONG_AGO);
    }
}
