// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.LayerStore.PendingLayer;
import io.regshape.layer.LayerOptions;
import io.regshape.layer.LayerWriter;
import io.regshape.layer.ProgressListener;
import io.regshape.layer.TarContent;
import io.regshape.layer.TarEntry;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.model.Annotations;
import io.regshape.model.MediaType;
import io.regshape.model.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerStoreTest {
    @TempDir
    private Path folder;

    private ImageLayout layout;

    @BeforeEach
    void makeLayout() throws IOException {
        LayoutCreation.create(folder.resolve("oci"), Map.of());
        layout = ImageLayout.open(folder.resolve("oci"));
    }

    private static TarContent files(int count) {
        return tar -> {
            for (int i = 0; i < count; i++) {
                tar.write(TarEntry.file("file-" + i, 0644, 0, 0, 0));
            }
        };
    }

    private PendingLayer write(TarContent content) throws IOException {
        return LayerStore.write(layout, content, Timestamp.DEFAULT, LayerOptions.defaults(), ProgressListener.NONE);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(layout.root())) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aLayerOfEntriesIsKnownBeforeItIsABlob() throws IOException {
        List<Path> before = files();
        try (PendingLayer pending = write(files(1000))) {
            Digest digest = pending.digest();
            ImageLayer layer = pending.commit(Annotations.none(), "regshape build");
            assertThat(layer.diffId()).contains(LayerWriter.diffId(files(1000), Timestamp.DEFAULT));
            assertThat(layer.descriptor().mediaType()).isEqualTo(MediaType.LAYER_TAR_GZIP);
            assertThat(layer.descriptor().digest()).isEqualTo(digest);
            assertThat(layout.blobPath(digest))
                    .hasSize(layer.descriptor().size())
                    .hasDigest("SHA-256", digest.encoded());
        }
        assertThat(files()).hasSize(before.size() + 1);
    }

    @Test
    void aLayerThatIsNotCommittedLeavesNothing() throws IOException {
        List<Path> before = files();
        write(files(3)).close();
        assertThatThrownBy(() -> write(tar -> {
                    files(3).writeTo(tar);
                    throw new RegshapeException(Kind.BAD_CONTENT, "a source changed");
                }))
                .hasMessage("a source changed");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void layersAreWrittenAtTheSameTime() throws IOException {
        List<PendingLayer> layers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return write(files(1000 * i));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
        for (int i = 0; i < 8; i++) {
            ImageLayer layer = layers.get(i).commit(Annotations.none(), "test");
            assertThat(layer.diffId()).contains(LayerWriter.diffId(files(1000 * i), Timestamp.DEFAULT));
            layers.get(i).close();
        }
    }
}
