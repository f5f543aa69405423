// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.archive.OciArchiveWriter;
import io.regshape.archive.Transport;
import io.regshape.digest.Digest;
import io.regshape.image.Publisher;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.testing.FileTree;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeLayoutsTest {
    @TempDir
    Path folder;

    private Path layout(String name, String architecture, String... refNames) throws IOException {
        Path root = folder.resolve(name);
        InitLayout.at(root).run();
        AddLayer.to(
                        root,
                        LayerSource.of(new TestTar()
                                .modified(Instant.EPOCH)
                                .file("a", 0644, architecture)
                                .writeTo(folder.resolve("layer.tar"))))
                .run();
        GenerateConfig.in(root)
                .settings(ConfigSettings.none().withArchitecture(architecture))
                .run();
        for (String refName : refNames) {
            GenerateManifest.in(root).refName(RefName.parse(refName)).run();
        }
        if (refNames.length == 0) {
            GenerateManifest.in(root).run();
        }
        return root;
    }

    private List<Descriptor> merge(Path... inputs) throws IOException {
        return mergeInto(folder.resolve("merged"), inputs);
    }

    private List<Descriptor> mergeInto(Path root, Path... inputs) throws IOException {
        List<LayoutReader> readers = new ArrayList<>();
        for (Path input : inputs) {
            readers.add(ImageLayout.open(input));
        }
        List<Descriptor> entries = MergeLayouts.into(root, readers).run();
        assertThat(LayoutValidator.validate(root)).isEmpty();
        return entries;
    }

    private static Descriptor only(Path root) throws IOException {
        return ImageLayout.open(root).index().manifests().get(0);
    }

    private List<String> names() throws IOException {
        return ImageLayout.open(folder.resolve("merged")).index().manifests().stream()
                .map(entry -> Index.refNameOf(entry).orElse("-"))
                .toList();
    }

    @Test
    void gathersTheLegsOfAMatrix() throws IOException {
        Path amd = layout("amd", "amd64", "latest");
        Path arm = layout("arm", "arm64", "latest");
        List<Descriptor> entries = merge(arm, amd);
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).mediaType()).isEqualTo(MediaType.IMAGE_INDEX);
        ImageLayout merged = ImageLayout.open(folder.resolve("merged"));
        assertThat(new Index(merged.readDocument(entries.get(0), "the test")).manifests())
                .containsExactly(
                        only(amd).withAnnotations(Annotations.none()), only(arm).withAnnotations(Annotations.none()));
        assertThat(mergeInto(folder.resolve("other"), amd, arm)).isEqualTo(entries);
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        Path amd = layout("amd", "amd64", "latest", "amd");
        Path arm = layout("arm", "arm64", "latest");
        Path unnamed = layout("unnamed", "s390x");
        merge(amd, arm, unnamed);
        Map<String, String> before = FileTree.describe(folder.resolve("merged"));
        assertThat(names()).containsExactly("latest", "amd", "-");
        merge(amd, arm, unnamed);
        assertThat(FileTree.describe(folder.resolve("merged"))).isEqualTo(before);
    }

    @Test
    void addsToALayoutAndReplacesWhatHasTheName() throws IOException {
        Path target = layout("merged", "amd64", "kept", "latest");
        Path arm = layout("arm", "arm64", "latest", "new");
        merge(arm);
        assertThat(names()).containsExactly("kept", "latest", "new");
        assertThat(ImageLayout.open(target).index().manifests().get(1).digest())
                .isEqualTo(only(arm).digest());
        merge(arm, target);
        assertThat(names()).containsExactly("kept", "latest", "new");
    }

    @Test
    void oneImageOfSeveralInputsIsOne() throws IOException {
        Path one = layout("one", "amd64", "latest");
        Path two = layout("two", "amd64", "latest");
        assertThat(merge(one, two)).containsExactly(only(one));
    }

    @Test
    void refusesANameOfDifferentThings() throws IOException {
        Path one = layout("one", "amd64", "latest");
        Path two = folder.resolve("two");
        InitLayout.at(two).run();
        AddLayer.to(two, LayerSource.of(TestTar.sample("other").writeTo(folder.resolve("layer.tar"))))
                .run();
        GenerateConfig.in(two).run();
        GenerateManifest.in(two).refName(RefName.parse("latest")).run();
        assertRefused(
                "the platform linux/amd64 has two images: " + only(one).digest() + " (latest in " + one + ") and "
                        + only(two).digest() + " (latest in " + two + "): an index holds one for each platform",
                one,
                two);

        Path artifact = folder.resolve("artifact");
        InitLayout.at(artifact).run();
        AddLayer.to(artifact, LayerSource.of(Files.writeString(folder.resolve("sbom"), "{}")))
                .options(LayerOptions.defaults().withMediaType(MediaType.parse("application/x-sbom")))
                .run();
        GenerateConfig.in(artifact).mediaType(MediaType.EMPTY).run();
        GenerateManifest.in(artifact)
                .refName(RefName.parse("latest"))
                .artifactType(MediaType.parse("application/x-sbom"))
                .run();
        assertRefused(
                "the ref name 'latest' names different things: " + only(one).digest() + " in " + one + ", "
                        + only(artifact).digest() + " in " + artifact
                        + ". Only images of different platforms can share a name",
                one,
                artifact);
    }

    @Test
    void refusesAnInputThatIsIncomplete() throws IOException {
        Path one = layout("one", "amd64", "latest");
        BlobFile layer = layer(one);
        byte[] bytes = Files.readAllBytes(layer.path());
        Files.delete(layer.path());
        assertRefused(
                "blob " + layer.digest() + " referenced by manifest "
                        + only(one).digest() + " does not exist in " + one,
                one);
        bytes[40] ^= 1;
        Files.write(layer.path(), bytes);
        assertThatThrownBy(() -> merge(one)).hasMessageContaining("digest mismatch for blob " + layer.digest());
        assertThat(folder.resolve("merged")).doesNotExist();
    }

    @Test
    void leavesALayoutAsItWasWhenAnInputIsDamaged() throws IOException {
        Path arm = layout("arm", "arm64", "latest");
        Path amd = layout("amd", "amd64", "other");
        merge(arm);
        Map<String, String> before = FileTree.describe(folder.resolve("merged"));
        Path layer = layer(amd).path();
        byte[] bytes = Files.readAllBytes(layer);
        bytes[40] ^= 1;
        Files.write(layer, bytes);
        assertThatThrownBy(() -> merge(arm, amd)).hasMessageContaining("digest mismatch");
        assertThat(FileTree.describe(folder.resolve("merged"))).isEqualTo(before);
    }

    @Test
    void takesBackWhatItCopiedWhenTheDiskFails() throws IOException {
        merge(layout("arm", "arm64", "latest"));
        Path amd = layout("amd", "amd64", "other");
        Path inTheWay =
                folder.resolve("merged/blobs/sha256").resolve(layer(amd).path().getFileName());
        Files.createDirectories(inTheWay.resolve("full"));
        Map<String, String> before = FileTree.describe(folder.resolve("merged"));
        assertThatThrownBy(() -> merge(amd)).isInstanceOf(IOException.class);
        assertThat(FileTree.describe(folder.resolve("merged"))).isEqualTo(before);
    }

    @Test
    void copiesNothingIntoALayoutThatCannotBeRead() throws IOException {
        merge(layout("arm", "arm64", "latest"));
        Path index = folder.resolve("merged/index.json");
        Files.writeString(index, "{");
        Map<String, String> before = FileTree.describe(folder.resolve("merged"));
        Path amd = layout("amd", "amd64", "other");
        assertThatThrownBy(() -> merge(amd)).hasMessageContaining(index + " is not JSON");
        assertThat(FileTree.describe(folder.resolve("merged"))).isEqualTo(before);
    }

    /** One blob under two media types: what the manifest leads to is copied, and stays. */
    @Test
    void followsAManifestThatIsCalledSomethingElseToo() throws IOException {
        Path one = layout("one", "amd64", "latest");
        ImageLayout layout = ImageLayout.open(one);
        JsonObject entry = layout.index().entries().get(0);
        JsonObject bytes = entry.with("mediaType", "application/octet-stream").without("annotations");
        layout.replaceIndex(new Index(layout.index().json().with("manifests", List.of(bytes, entry))));
        merge(one);
        Path root = folder.resolve("merged");
        ImageLayout merged = ImageLayout.open(root);
        merged.locked(() -> {
            Publisher.remove(merged, List.of(Digest.parse(layer(one).digest())), List.of());
            return root;
        });
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void mergesManyNames() throws IOException {
        Path one = layout("one", "amd64", "latest");
        ImageLayout layout = ImageLayout.open(one);
        JsonObject entry = layout.index().entries().get(0);
        List<JsonObject> entries = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            entries.add(entry.with("annotations", Map.of(Annotations.REF_NAME, "n" + i)));
        }
        layout.replaceIndex(new Index(layout.index().json().with("manifests", entries)));
        mergeInto(folder.resolve("merged"), one);
        mergeInto(folder.resolve("merged"), one);
        assertThat(ImageLayout.open(folder.resolve("merged")).index().entries()).isEqualTo(entries);
    }

    private record BlobFile(String digest, Path path) {}

    private static BlobFile layer(Path root) throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        JsonObject manifest = layout.readDocument(only(root), "the test");
        Descriptor layer = Descriptor.fromJson(manifest.objects("layers").get(0));
        return new BlobFile(layer.digest().toString(), layout.blobPath(layer.digest()));
    }

    @Test
    void mendsABlobThatIsThereAndWrong() throws IOException {
        Path one = layout("one", "amd64", "latest");
        merge(one);
        Files.writeString(layer(folder.resolve("merged")).path(), "wrong");
        merge(one);
    }

    private void assertRefused(String message, Path... inputs) {
        assertThatThrownBy(() -> merge(inputs))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(message);
        assertThat(folder.resolve("merged")).doesNotExist();
    }

    @Test
    void takesArchivesToo() throws IOException {
        Path amd = layout("amd", "amd64", "latest");
        Path arm = layout("arm", "arm64", "latest");
        List<Descriptor> expected = mergeInto(folder.resolve("expected"), amd, arm);
        OciArchiveWriter.of(ImageLayout.open(arm)).writeTo(folder.resolve("arm.tar"));
        try (LayoutReader archive = Transport.detect(folder.resolve("arm.tar"), 1 << 30)) {
            Path root = folder.resolve("merged");
            assertThat(MergeLayouts.into(root, List.of(ImageLayout.open(amd), archive))
                            .run())
                    .isEqualTo(expected);
            assertThat(LayoutValidator.validate(root)).isEmpty();
        }
    }

    @Test
    void keepsFieldsOfOtherTools() throws IOException {
        Path one = layout("one", "amd64", "latest");
        ImageLayout layout = ImageLayout.open(one);
        JsonObject entry = layout.index().entries().get(0).with("x-field", "kept");
        layout.replaceIndex(new Index(layout.index().json().with("manifests", List.of(entry))));
        merge(one);
        assertThat(ImageLayout.open(folder.resolve("merged")).index().entries()).containsExactly(entry);
    }
}
