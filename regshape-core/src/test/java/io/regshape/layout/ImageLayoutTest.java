// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layer.Inputs;
import io.regshape.model.Descriptor;
import io.regshape.model.MediaType;
import io.regshape.testing.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLayoutTest {
    @TempDir
    Path temp;

    Path root;

    @BeforeEach
    void createLayout() throws IOException {
        root = temp.resolve("a/b/layout");
        LayoutCreation.create(root, Map.of("extra", new byte[] {1}));
    }

    @Test
    void createsWhatTheSpecSays() throws IOException {
        assertThat(FileTree.describe(root))
                .containsOnlyKeys("blobs", "blobs/sha256", "extra", "index.json", "oci-layout");
        assertThat(root.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
        assertThat(ImageLayout.open(root).index().json())
                .hasToString(
                        "{\"manifests\":[],\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"schemaVersion\":2}");
        assertThat(root.getParent()).isDirectoryNotContaining("glob:**/.regshape*");
    }

    @Test
    void replacesAnEmptyDirectory() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertThat(LayoutCreation.exists(empty)).isFalse();
        LayoutCreation.create(empty, Map.of());
        assertThat(LayoutCreation.exists(empty)).isTrue();
    }

    @Test
    void keepsTheDirectoryThatIsThere() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("mine"));
        Object before = Files.readAttributes(empty, BasicFileAttributes.class).fileKey();
        LayoutCreation.create(empty, Map.of());
        assertThat(Files.readAttributes(empty, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
        assertThat(temp).isDirectoryNotContaining("glob:**/.regshape*");
    }

    /** Whatever a killed creation leaves in a directory that was there, the next one completes. */
    @Test
    void takesWhatAKilledCreationLeftForEmpty() throws IOException {
        Map<String, byte[]> stage = Map.of(".regshape-stage.json", new byte[] {1});
        Path whole = Files.createDirectory(temp.resolve("whole"));
        LayoutCreation.create(whole, stage);
        List<String> parts = List.of("", "blobs", "blobs/sha256", ".regshape-stage.json", "index.json");
        for (int left = 0; left < parts.size(); left++) {
            Path killed = Files.createDirectory(temp.resolve("killed" + left));
            for (String part : parts.subList(1, left + 1)) {
                Files.copy(whole.resolve(part), killed.resolve(part));
            }
            Files.createFile(killed.resolve(".regshape.lock"));
            Files.createFile(killed.resolve(".regshape.tmp-1-2-3"));
            assertThat(LayoutCreation.exists(killed)).isFalse();
            LayoutCreation.create(killed, stage);
            assertThat(FileTree.describe(killed)).isEqualTo(FileTree.describe(whole));
        }
    }

    @Test
    void refusesADirectoryWithFilesOfSomebodyElse() throws IOException {
        for (String name : List.of("index.json", "blobs", "blobs/sha256/x", "file")) {
            Path other = Files.createDirectory(temp.resolve(name.replace('/', '-')));
            Files.createDirectories(other.resolve(name).getParent());
            Files.writeString(other.resolve(name), "{}");
            assertThatThrownBy(() -> LayoutCreation.exists(other))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageContaining("it is not empty: it holds " + name.replaceAll("/.*", ""));
        }
    }

    @Test
    void saysWhatALayoutLacksThatHasLostItsMarker() throws IOException {
        ImageLayout.open(root).store(MediaType.EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        Files.delete(root.resolve("oci-layout"));
        assertThatThrownBy(() -> LayoutCreation.exists(root))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(
                        root + " is not an OCI Image Layout, and it is not empty: it holds index.json and blobs, but no"
                                + " oci-layout. Put that file back, delete the directory, or set path to an empty or new one");
    }

    @Test
    void leavesNothingWhereItCannotBeCompleted() throws IOException {
        Path full = Files.createDirectory(temp.resolve("full"));
        // A name that no file system takes stands for a full disk.
        Map<String, byte[]> tooLong = Map.of("n".repeat(300), new byte[0]);
        assertThatThrownBy(() -> LayoutCreation.create(full, tooLong)).isInstanceOf(IOException.class);
        assertThat(FileTree.describe(full)).containsOnlyKeys(".regshape.lock");
        assertThat(LayoutCreation.exists(full)).isFalse();
    }

    @Test
    void refusesAPathBelowAFile() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "mine");
        assertThatThrownBy(() -> LayoutCreation.exists(file.resolve("a/layout")))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(file + " is a file");
    }

    @Test
    void refusesToCreateWhereALayoutIs() throws IOException {
        Map<String, String> before = FileTree.describe(temp);
        assertThatThrownBy(() -> LayoutCreation.create(root, Map.of()))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(root + " is already an OCI Image Layout");
        assertThat(FileTree.describe(temp)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|oci-layout is not JSON",
                "{}|/imageLayoutVersion is missing",
                "{\"imageLayoutVersion\":\"2.0.0\"}|imageLayoutVersion is '2.0.0', this version of regshape knows 1.0.0",
            })
    void refusesABadMarker(String marker, String message) throws IOException {
        Files.writeString(root.resolve("oci-layout"), marker);
        assertThatThrownBy(() -> ImageLayout.open(root))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void storesABlobUnderItsDigest() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        Descriptor blob = layout.store(MediaType.EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(blob.digest())
                .hasToString("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assertThat(layout.blobPath(blob.digest())).hasContent("{}");
        assertThat(layout.blobSize(blob.digest())).hasValue(2);
        assertThat(layout.readDocument(blob, "test")).hasToString("{}");
    }

    @Test
    void mendsABlobThatWasDamaged() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        Descriptor blob = layout.store(MediaType.EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        Files.writeString(layout.blobPath(blob.digest()), "[]");
        assertThatThrownBy(() -> layout.readDocument(blob, "test"))
                .hasMessageStartingWith("digest mismatch for blob " + blob.digest());
        layout.store(MediaType.EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(layout.readDocument(blob, "test")).hasToString("{}");
    }

    @Test
    void namesWhatRefersToAMissingBlob() throws IOException {
        Digest digest = Digest.sha256(new byte[0]);
        assertThatThrownBy(() -> ImageLayout.open(root).open(Descriptor.of(MediaType.EMPTY, digest, 0), "the manifest"))
                .hasMessageStartingWith("blob " + digest + " referenced by the manifest does not exist");
    }

    @Test
    void leavesNothingOfABlobThatIsNotCommitted() throws IOException {
        Map<String, String> before = FileTree.describe(root);
        try (BlobWriter writer = ImageLayout.open(root).newBlob()) {
            writer.write(new byte[100_000]);
        }
        assertThat(FileTree.describe(root)).isEqualTo(before);
    }

    @Test
    void removesTempFilesOfWritersThatAreGone() throws IOException {
        Path stale = Files.writeString(root.resolve(".regshape.tmp-999999999-abc"), "left by a killed process");
        Path samePid = Files.writeString(
                root.resolve(".regshape.tmp-" + ProcessHandle.current().pid() + "-1-abc"), "of a process before");
        ImageLayout.open(root).store(MediaType.EMPTY, new byte[0]);
        assertThat(stale).doesNotExist();
        assertThat(samePid).doesNotExist();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // opening a pipe waits for ever
    void opensNothingThatIsNoRegularFile() throws Exception {
        Inputs.requireTool("mkfifo");
        ImageLayout layout = ImageLayout.open(root);
        Path lock = root.resolve(".regshape.lock");
        for (Path pipe : List.of(root.resolve(".regshape.tmp-999999999-abc"), lock)) {
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
        }
        layout.store(MediaType.EMPTY, new byte[0]);
        assertNotLocked(layout, lock);
        Files.delete(lock);
        Files.createSymbolicLink(lock, root.resolve("elsewhere"));
        assertNotLocked(layout, lock);
        assertThat(root.resolve("elsewhere")).doesNotExist();
    }

    private static void assertNotLocked(ImageLayout layout, Path lock) throws IOException {
        assertThatThrownBy(() -> layout.locked(() -> lock))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(layout.root().toRealPath().resolve(lock.getFileName())
                        + " is no regular file, so the layout cannot be locked: delete it");
    }

    @Test
    void leavesTempFilesOfThisProcessAlone() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        try (BlobWriter first = layout.newBlob();
                BlobWriter second = layout.newBlob()) {
            first.write(1);
            second.write(2);
            first.commit();
            second.commit();
            assertThat(layout.blobSize(first.digest())).hasValue(1);
        }
    }

    @Test
    void filesHaveThePermissionsOfTheUmask() throws IOException {
        Path ordinary = Files.createFile(temp.resolve("ordinary"));
        ImageLayout layout = ImageLayout.open(root);
        Descriptor blob = layout.store(MediaType.EMPTY, new byte[0]);
        layout.replaceIndex(layout.index());
        String expected = PosixFilePermissions.toString(Files.getPosixFilePermissions(ordinary));
        for (Path file :
                List.of(layout.blobPath(blob.digest()), root.resolve("index.json"), root.resolve("oci-layout"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as("%s", file)
                    .isEqualTo(expected);
        }
    }

    @Test
    void lettingManyThreadsCountUnderTheLockLosesNothing() throws Exception {
        ImageLayout layout = ImageLayout.open(root);
        Files.writeString(root.resolve("counter"), "0");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> count = () -> layout.locked(() -> {
                int next = Integer.parseInt(Files.readString(root.resolve("counter"))) + 1;
                layout.replaceRootFile("counter", Integer.toString(next).getBytes(StandardCharsets.UTF_8));
                return next;
            });
            List<Future<Integer>> all = threads.invokeAll(
                    IntStream.range(0, 200).mapToObj(i -> count).toList());
            for (Future<Integer> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(root.resolve("counter")).hasContent("200");
    }

    @Test
    void recreatingDropsBlobsAndEntries() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        layout.store(MediaType.EMPTY, new byte[0]);
        LayoutEmptying.empty(layout, Map.of("extra", new byte[] {2}));
        try (Stream<Path> blobs = Files.list(root.resolve("blobs/sha256"))) {
            assertThat(blobs).isEmpty();
        }
        assertThat(root.resolve("extra")).hasBinaryContent(new byte[] {2});
    }

    @ParameterizedTest
    @CsvSource({
        "notes.txt",
        "blobs/readme",
        "blobs/sha256/readme",
        "blobs/sha256/44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.bak"
    })
    void recreatingNeverDeletesAFileItDoesNotKnow(String file) throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        layout.store(MediaType.EMPTY, new byte[0]);
        Files.writeString(root.resolve(file), "mine");
        Map<String, String> before = FileTree.describe(root);
        assertThatThrownBy(() -> LayoutEmptying.empty(layout, Map.of("extra", new byte[0])))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("it holds " + file + ", which is no part of a layout that regshape wrote");
        before.put(".regshape.lock", FileTree.describe(root).get(".regshape.lock"));
        assertThat(FileTree.describe(root)).isEqualTo(before);
    }
}
