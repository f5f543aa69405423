// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.deflate.GzipOutput;
import io.regshape.digest.Digest;
import io.regshape.files.Fingerprint;
import io.regshape.files.LayerFiles;
import io.regshape.files.ModeRule;
import io.regshape.files.Owner;
import io.regshape.files.TarFiles;
import io.regshape.files.TarListing;
import io.regshape.layer.Inputs;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.ProgressListener;
import io.regshape.layer.TarWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Index;
import io.regshape.model.RefName;
import io.regshape.model.Timestamp;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a build keeps of the one before it, and why it makes a layer anew. */
class RebuildTest extends BuildFixture {
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

    /** Another program may have damaged a blob in a way that its length does not tell. */
    @Test
    void mendsEveryBlobThatIsDamagedAndAsLongAsBefore() throws IOException {
        build().run();
        settle();
        for (Path blob : blobs()) {
            byte[] damaged = Files.readAllBytes(blob);
            damaged[damaged.length / 2] ^= 1;
            Files.write(blob, damaged);
        }
        build().run();
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void leavesABlobAloneThatWasThereBeforeAnyBuild() throws IOException {
        build().run();
        Path blob = libsBlob();
        Path copy = folder.resolve("copy/oci");
        LayoutCreation.create(copy, Map.of());
        Path theirs = copy.resolve("blobs/sha256").resolve(blob.getFileName());
        Files.copy(blob, theirs);
        LayerRequest same = tree("libs", libs, "/app/libs");
        BuildImage.at(copy).layers(List.of(same)).run();
        write(libs.resolve("a.jar"), "another library");
        BuildImage.at(copy).layers(List.of(same)).run();

        assertThat(theirs).exists();
    }

    @Test
    void anImageWithANewNameKeepsTheLayersOfTheLast() throws IOException {
        build().run();
        settle();

        assertThat(build().refNames(List.of(RefName.parse("1.1"))).run().layers())
                .extracting(BuiltLayer::rebuilt)
                .containsOnly(Optional.empty());
        assertThat(BuildRecord.read(layout).images()).containsOnlyKeys("latest", "1.1");
    }

    @Test
    void forgetsImagesThatTheIndexHasNoLonger() throws IOException {
        build().refNames(List.of(RefName.parse("1.0"))).run();
        ImageLayout images = ImageLayout.open(layout);
        images.locked(() -> {
            images.replaceIndex(Index.empty());
            return null;
        });
        build().run();
        assertThat(BuildRecord.read(layout).images()).containsOnlyKeys("latest");
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
                .contains("modes, owners or extended attributes changed");
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
                                image.baseCheck()),
                        ImageLayout.open(layout).index())
                .writeTo(ImageLayout.open(layout));
    }

    private Map<Path, FileTime> blobTimes() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        for (Path blob : blobs()) {
            times.put(blob, Files.getLastModifiedTime(blob));
        }
        return times;
    }

    @Test
    void makesALayerAfterAllThatAnotherProcessRemovedMeanwhile() throws IOException {
        build().run();
        settle();
        Path kept = libsBlob();
        write(classes.resolve("Main.class"), "another class");
        BuiltImage image = build().progress(layer -> new ProgressListener() {
                    @Override
                    public void advanced(long bytes) {
                        removeLater(kept);
                    }
                })
                .run();
        assertThat(image.layers())
                .extracting(BuiltLayer::rebuilt)
                .containsExactly(Optional.of("its blob is gone"), Optional.of("files changed"));
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    /** When the layers that are kept were looked at, and before they are published. */
    private static void removeLater(Path blob) {
        try {
            Thread.sleep(300);
            Files.deleteIfExists(blob);
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
