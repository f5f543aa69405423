// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerSourceTest {
    private static final MediaType ARTIFACT = MediaType.parse("application/spdx+json");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("layer.tar");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(Kind kind) {
        return assertThatThrownBy(() -> LayerWriter.write(
                        LayerSource.of(file),
                        LayerOptions.defaults(),
                        OutputStream.nullOutputStream(),
                        ProgressListener.NONE))
                .isInstanceOf(RegshapeException.class)
                .satisfies(e -> assertThat(((RegshapeException) e).kind()).isEqualTo(kind));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertRefused(Kind.INVALID_VALUE)
                .hasMessage("the layer file " + file + " cannot be read: there is no such file");
    }

    @Test
    void refusesAPathThroughAFile() throws IOException {
        Files.write(file, Inputs.tar());
        file = file.resolve("beneath");
        assertRefused(Kind.INVALID_VALUE).hasMessageContaining(file + " cannot be read: ");
    }

    @Test
    void refusesADirectory() throws IOException {
        Files.createDirectory(file);
        assertRefused(Kind.INVALID_VALUE).hasMessage("the layer file " + file + " is a directory: give a tar of it");
    }

    @Test
    void refusesAPipe() throws Exception {
        Inputs.requireTool("mkfifo");
        Inputs.run(List.of("mkfifo", file.toString()));
        assertRefused(Kind.INVALID_VALUE).hasMessage("the layer file " + file + " is no regular file");
    }

    @Test
    void refusesAFileThatMayNotBeRead() throws IOException {
        Files.write(file, Inputs.tar());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(file)) {
            return; // root reads everything
        }
        assertRefused(Kind.INVALID_VALUE).hasMessage("the layer file " + file + " cannot be read: permission denied");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.createFile(file);
        assertRefused(Kind.BAD_CONTENT).hasMessage(file + " is empty: it must hold a layer");
    }

    @Test
    void followsASymbolicLink() throws IOException {
        Files.write(folder.resolve("real.tar"), Inputs.tar());
        Files.createSymbolicLink(file, Path.of("real.tar"));
        LayerContent content = LayerWriter.write(
                LayerSource.of(file), LayerOptions.defaults(), OutputStream.nullOutputStream(), ProgressListener.NONE);
        assertThat(content.diffId()).contains(Inputs.sha256(Inputs.tar()));
    }

    /** What somebody does to the file when the first bytes of the blob are written. */
    private enum Change {
        APPEND {
            @Override
            void apply(Path file) throws IOException {
                Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
            }
        },
        TRUNCATE {
            @Override
            void apply(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        TOUCH {
            @Override
            void apply(Path file) throws IOException {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
            }
        },
        REPLACE {
            @Override
            void apply(Path file) throws IOException {
                Path other = Files.copy(file, file.resolveSibling("other"), StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        GROW_AND_KEEP_THE_TIME {
            @Override
            void apply(Path file) throws IOException {
                FileTime time = Files.getLastModifiedTime(file);
                Files.write(file, new byte[10], StandardOpenOption.APPEND);
                Files.setLastModifiedTime(file, time);
            }
        };

        abstract void apply(Path file) throws IOException;
    }

    /** Changes the file when the first bytes behind a header are written. */
    private static final class ChangingBlob extends OutputStream {
        private @Nullable Action change;

        private interface Action {
            void run() throws IOException;
        }

        ChangingBlob(Action change) {
            this.change = change;
        }

        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (change != null && length > 10) {
                change.run();
                change = null;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAFileThatChangesWhileItIsRead(Change change) throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        byte[] tar = new RawTar().entry('0', "a", "", content).end();
        List<byte[]> inputs =
                List.of(tar, Inputs.compress(Compression.GZIP, tar), Inputs.compress(Compression.ZSTD, tar));
        for (byte[] input : inputs) {
            for (LayerOptions options : List.of(
                    LayerOptions.defaults(),
                    LayerOptions.defaults().withCompressFormat(Compression.NONE),
                    LayerOptions.defaults().withMediaType(ARTIFACT))) {
                Files.write(file, input);
                OutputStream blob = new ChangingBlob(() -> change.apply(file));
                assertThatThrownBy(() -> LayerWriter.write(LayerSource.of(file), options, blob, ProgressListener.NONE))
                        .isInstanceOf(RegshapeException.class)
                        .hasMessageStartingWith(file + " changed while it was read: it had " + input.length)
                        .hasMessageEndingWith("Run again when nothing writes to it");
            }
        }
        Inputs.assertNoThreadLeft();
    }

    @Test
    void leavesAStreamOpenAndNamesIt() throws IOException {
        InputStream in = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        assertThatThrownBy(() -> LayerWriter.write(
                        LayerSource.of("entry of x.zip", in),
                        LayerOptions.defaults(),
                        OutputStream.nullOutputStream(),
                        ProgressListener.NONE))
                .hasMessage("entry of x.zip is empty: it must hold a layer");
    }

    @Test
    void aStreamThatCannotBeReadIsTheMachinesFault() {
        InputStream broken = new BrokenInput(new EOFException("Input/output error"));
        byte[] start = Arrays.copyOf(Inputs.compress(Compression.GZIP, Inputs.tar()), 700);
        for (Compression format : Compression.values()) {
            InputStream in = new SequenceInputStream(new ByteArrayInputStream(start), broken);
            assertThatThrownBy(() -> LayerWriter.write(
                            LayerSource.of("in", in),
                            LayerOptions.defaults().withCompressFormat(format),
                            OutputStream.nullOutputStream(),
                            ProgressListener.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot read in: Input/output error");
        }
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        byte[] input = Inputs.compress(Compression.ZSTD, Inputs.tar());
        Files.write(file, input);
        List<Long> heard = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void advanced(long bytesRead) {
                heard.add(bytesRead);
            }
        };
        LayerWriter.write(LayerSource.of(file), LayerOptions.defaults(), OutputStream.nullOutputStream(), listener);
        assertThat(heard).isSorted().endsWith((long) input.length);
    }
}
