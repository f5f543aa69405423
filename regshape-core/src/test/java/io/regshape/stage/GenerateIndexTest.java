// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.testing.FileTree;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateIndexTest {
    private static final RefName LATEST = RefName.parse("latest");

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void initialise() throws IOException {
        root = folder.resolve("oci");
        InitLayout.at(root).run();
    }

    private Descriptor image(String architecture, String content, String... refName) throws IOException {
        return image(ConfigSettings.none().withArchitecture(architecture), content, refName);
    }

    private Descriptor image(ConfigSettings settings, String content, String... refName) throws IOException {
        InitLayout.at(root).ifExists(InitLayout.IfExists.REUSE).run();
        AddLayer.to(root, LayerSource.of(TestTar.sample(content).writeTo(folder.resolve("layer.tar"))))
                .run();
        GenerateConfig.in(root).settings(settings).run();
        GenerateManifest manifest = GenerateManifest.in(root);
        List.of(refName).forEach(name -> manifest.refName(RefName.parse(name)));
        return manifest.run().descriptor();
    }

    private List<String> entries() throws IOException {
        return ImageLayout.open(root).index().manifests().stream()
                .map(entry -> Index.refNameOf(entry).orElse("-"))
                .toList();
    }

    private List<Descriptor> gathered() throws IOException {
        return gatheredEntries().stream().map(Descriptor::fromJson).toList();
    }

    private List<JsonObject> gatheredEntries() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        Descriptor entry = layout.index().manifests().stream()
                .filter(named -> Index.refNameOf(named).filter("latest"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        return new Index(layout.readDocument(entry, "the test")).entries();
    }

    private void assertValid() throws IOException {
        assertThat(LayoutValidator.validate(root)).isEmpty();
    }

    @Test
    void gathersImagesWithoutAName() throws IOException {
        Descriptor arm = image("arm64", "arm");
        Descriptor amd = image("amd64", "amd");
        GenerateIndex.Generated generated = GenerateIndex.in(root, LATEST)
                .annotations(Annotations.of(Map.of("a", "b")))
                .run();
        assertThat(entries()).containsExactly("latest");
        assertThat(gathered()).map(Descriptor::digest).containsExactly(amd.digest(), arm.digest());
        assertThat(generated.platforms()).map(Platform::toString).containsExactly("linux/amd64", "linux/arm64");
        JsonObject document = ImageLayout.open(root).readDocument(generated.descriptor(), "the test");
        assertThat(document.stringMap("annotations")).containsExactly(Map.entry("a", "b"));
        assertValid();
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        image("arm64", "arm");
        image("amd64", "amd", "amd");
        GenerateIndex.in(root, LATEST).run();
        assertThat(entries()).containsExactly("latest", "amd");
        Map<String, String> before = FileTree.describe(root);
        GenerateIndex.in(root, LATEST).run();
        assertThat(FileTree.describe(root)).isEqualTo(before);
        assertValid();
    }

    @Test
    void anImageThatIsBuiltAgainReplacesTheFormer() throws IOException {
        Descriptor arm = image("arm64", "arm");
        Descriptor former = image("amd64", "amd");
        GenerateIndex.in(root, LATEST).run();
        Descriptor amd = image("amd64", "other");
        GenerateIndex.in(root, LATEST).run();
        assertThat(gathered()).map(Descriptor::digest).containsExactly(amd.digest(), arm.digest());
        assertThat(entries()).containsExactly("latest");
        assertThat(ImageLayout.open(root).blobSize(former.digest())).isEmpty();
        assertValid();
    }

    /** buildkit gives its attestations the platform unknown/unknown, which any number may have. */
    @Test
    void attestationsStay() throws IOException {
        ConfigSettings attestation = ConfigSettings.none().withOs("unknown").withArchitecture("unknown");
        Descriptor amd = image("amd64", "amd");
        Descriptor first = image(attestation, "first");
        GenerateIndex.in(root, LATEST).run();
        Descriptor second = image(attestation, "second");
        Descriptor third = image(attestation, "third");
        GenerateIndex.in(root, LATEST).run();
        assertThat(gathered())
                .map(Descriptor::digest)
                .containsExactlyInAnyOrder(amd.digest(), first.digest(), second.digest(), third.digest());
        assertValid();
    }

    @Test
    void artifactsAndNamesStay() throws IOException {
        image("amd64", "amd", "latest");
        GenerateIndex.in(root, LATEST).run();
        assertThat(gathered()).hasSize(1);
        assertThat(gathered().get(0).annotations().isEmpty()).isTrue();
        assertValid();
    }

    @Test
    void keepsFieldsOfOtherTools() throws IOException {
        image("amd64", "amd");
        ImageLayout layout = ImageLayout.open(root);
        JsonObject entry = layout.index().entries().get(0);
        JsonObject platform = entry.object("platform").with("os.features", List.of("win32k"));
        JsonObject theirs = entry.with("platform", platform)
                .with("urls", List.of("https://example.org/"))
                .with("x-field", 7);
        layout.replaceIndex(new Index(layout.index().json().with("manifests", List.of(theirs))));
        GenerateIndex.in(root, LATEST).run();
        assertThat(gatheredEntries()).containsExactly(theirs);
        GenerateIndex.in(root, LATEST).run();
        assertThat(gatheredEntries()).containsExactly(theirs);
    }

    @Test
    void refusesTwoImagesForOnePlatform() throws IOException {
        Descriptor one = image("arm64", "one", "one");
        Descriptor two = image("arm64", "two");
        Map<String, String> before = FileTree.describe(root);
        assertThatThrownBy(() -> GenerateIndex.in(root, LATEST).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("the platform linux/arm64 has two images: " + one.digest() + " (named one) and "
                        + two.digest() + " (without a name): an index holds one for each platform");
        assertThat(FileTree.describe(root)).isEqualTo(before);
    }

    @Test
    void refusesALayoutWithoutImages() {
        assertThatThrownBy(() -> GenerateIndex.in(root, LATEST).run())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("there is no image in " + root
                        + " to gather into an index. Run the goal generate-manifest first");
    }
}
