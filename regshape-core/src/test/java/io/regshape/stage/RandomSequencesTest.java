// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.image.Stage;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerSource;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.ConfigSettings;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.RefName;
import io.regshape.stage.InitLayout.IfExists;
import io.regshape.testing.Command;
import io.regshape.testing.FileTree;
import io.regshape.testing.OutsideTools;
import io.regshape.testing.RandomSeed;
import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the order of the steps: each leaves a valid layout, or fails and changes nothing. */
class RandomSequencesTest {
    private static final MediaType SBOM = MediaType.parse("application/vnd.cyclonedx+json");

    @TempDir
    Path temp;

    Path root;
    Random random;
    Set<Digest> leftByReuse = new HashSet<>();

    @BeforeEach
    void makeInputs() throws IOException {
        root = temp.resolve("layout");
        for (String name : List.of("a", "b", "c")) {
            TestTar.sample(name).writeTo(temp.resolve(name + ".tar"));
        }
        Files.writeString(temp.resolve("bom.json"), "{\"bomFormat\":\"CycloneDX\"}");
    }

    @Test
    void everyStepLeavesAValidLayoutOrChangesNothing() throws IOException {
        long seed = RandomSeed.of(getClass());
        random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            StringBuilder done = new StringBuilder("seed " + seed + ":");
            InitLayout.at(root).ifExists(IfExists.RECREATE).run();
            leftByReuse.clear();
            for (int step = 0; step < 30; step++) {
                Map<String, String> before = files();
                try {
                    done.append(' ').append(randomStep());
                    check(done.toString());
                    if (done.substring(done.lastIndexOf(" ")).contains("manifest")) {
                        checkWithSkopeo(done.toString());
                    }
                } catch (RegshapeException e) {
                    done.append(" (refused)");
                    assertThat(files()).as("%s: %s", done, e.getMessage()).isEqualTo(before);
                }
            }
        }
    }

    private String randomStep() throws IOException {
        switch (random.nextInt(12)) {
            case 0:
                return init();
            case 1, 2, 3:
                AddLayer.to(root, LayerSource.of(temp.resolve(pick("a", "b", "c") + ".tar")))
                        .options(LayerOptions.defaults().withCompressFormat(pick(Compression.values())))
                        .run();
                return "add-layer";
            case 4:
                AddLayer.to(root, LayerSource.of(temp.resolve("bom.json")))
                        .options(LayerOptions.defaults().withMediaType(SBOM))
                        .run();
                return "add-artifact";
            case 5:
                AnnotateLayer.in(root, random.nextInt(5) - 1)
                        .annotations(annotations())
                        .replace(random.nextBoolean())
                        .run();
                return "annotate-layer";
            case 6, 7:
                GenerateConfig.in(root)
                        .settings(settings())
                        .mediaType(pick(MediaType.IMAGE_CONFIG, MediaType.IMAGE_CONFIG, MediaType.EMPTY))
                        .run();
                return "generate-config";
            case 8:
                UpdateConfig.in(root)
                        .settings(settings())
                        .replaceLabels(random.nextBoolean())
                        .run();
                return "update-config";
            case 9, 10:
                return generateManifest();
            default:
                AnnotateManifest.in(root)
                        .annotations(annotations())
                        .replace(random.nextBoolean())
                        .run();
                return "annotate-manifest";
        }
    }

    private String init() throws IOException {
        List<Digest> staged = Stage.read(root).digests();
        IfExists ifExists = pick(IfExists.FAIL, IfExists.REUSE, IfExists.REUSE, IfExists.RECREATE);
        InitLayout.at(root).ifExists(ifExists).run();
        if (ifExists == IfExists.RECREATE) {
            leftByReuse.clear();
        } else {
            leftByReuse.addAll(staged);
        }
        return "init-" + ifExists;
    }

    private String generateManifest() throws IOException {
        GenerateManifest step = GenerateManifest.in(root).annotations(annotations());
        String refName = pick("latest", "v1", "");
        if (!refName.isEmpty()) {
            step.refName(RefName.parse(refName));
        }
        if (random.nextBoolean()) {
            step.artifactType(SBOM);
        }
        if (random.nextInt(4) == 0) {
            step.subject(pick("latest", "v1"));
        }
        step.run();
        return "generate-manifest[" + refName + "]";
    }

    private Annotations annotations() {
        return random.nextInt(6) == 0
                ? Annotations.none()
                : Annotations.of(Map.of(pick("k", "ü", "a=b"), pick("1", "2", "line\nbreak")));
    }

    private ConfigSettings settings() {
        return switch (random.nextInt(4)) {
            case 0 -> ConfigSettings.none();
            case 1 -> ConfigSettings.none().withArchitecture(pick("arm64", "amd64"));
            case 2 -> ConfigSettings.none().withLabels(Annotations.of(Map.of(pick("x", "y"), pick("1", "2"))));
            default -> ConfigSettings.none().withEntrypoint(List.of(pick("/a", "/b")));
        };
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    private void check(String done) throws IOException {
        assertThat(LayoutValidator.validate(root)).as(done).isEmpty();
        ImageLayout layout = ImageLayout.open(root);
        Set<Digest> needed = new HashSet<>(Stage.read(root).digests());
        for (Digest digest : needed) {
            assertThat(layout.blobPath(digest)).as("%s: staged", done).exists();
        }
        for (Descriptor entry : layout.index().manifests()) {
            Manifest manifest = Manifest.fromJson(layout.readDocument(entry, "index.json"));
            needed.add(entry.digest());
            needed.add(manifest.config().digest());
            manifest.layers().forEach(layer -> needed.add(layer.digest()));
        }
        Set<Digest> garbage = blobs();
        garbage.removeAll(needed);
        garbage.removeAll(leftByReuse);
        assertThat(garbage).as("%s: garbage", done).isEmpty();
        assertThat(layout.index().manifests().stream()
                        .filter(e -> Index.refNameOf(e).isEmpty()))
                .as("%s: entries without a name", done)
                .hasSizeLessThanOrEqualTo(1 + (int) done.split("init-REUSE", -1).length);
    }

    private Set<Digest> blobs() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("blobs/sha256"))) {
            return files.map(file -> Digest.parse("sha256:" + file.getFileName()))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = FileTree.describe(root);
        files.remove(".regshape.lock");
        return files;
    }

    private void checkWithSkopeo(String done) throws IOException {
        if (!OutsideTools.areThere(System.getProperty("interop"), "skopeo")) {
            return;
        }
        ImageLayout layout = ImageLayout.open(root);
        for (Descriptor entry : layout.index().manifests()) {
            JsonObject manifest = layout.readDocument(entry, "index.json");
            Optional<String> name = Index.refNameOf(entry);
            if (name.isPresent()
                    && Descriptor.fromJson(manifest.object("config"))
                            .mediaType()
                            .isImageConfig()) {
                String inspected = Command.of("skopeo", "inspect", "oci:" + root + ":" + name.get())
                        .succeeds();
                assertThat(inspected).as(done).contains(entry.digest().toString());
            }
        }
    }
}
