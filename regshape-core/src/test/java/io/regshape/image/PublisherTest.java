// SPDX-License-Identifier: Apache-2.0
package io.regshape.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
    @TempDir
    private Path folder;

    private ImageLayout layout;
    private Descriptor old;

    @BeforeEach
    void makeLayout() throws IOException {
        LayoutCreation.create(folder.resolve("oci"), Map.of());
        layout = ImageLayout.open(folder.resolve("oci"));
        old = layout.store(MediaType.parse("text/plain"), "old".getBytes(StandardCharsets.UTF_8));
        layout.replaceIndex(Index.empty().withEntry(old, entry -> false));
    }

    /** Whoever is killed in between has an index that is right, and blobs of both. */
    @Test
    void theIndexIsReplacedFirstAndGarbageIsRemovedLast() throws IOException {
        Publisher.publish(layout, Index.empty(), List.of(), List.of(), () -> {
            assertThat(layout.index().manifests()).isEmpty();
            assertThat(layout.blobSize(old.digest())).isPresent();
        });
        assertThat(layout.blobSize(old.digest())).isEmpty();
    }

    @Test
    void nothingIsRemovedWhenTheCallerCannotNoteIt() {
        assertThatThrownBy(() -> Publisher.publish(layout, Index.empty(), List.of(), List.of(), () -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");
        assertThat(layout.blobPath(old.digest())).exists();
    }

    @Test
    void replacingRemovesNothingAndIsSeenWhenItIsNoted() throws IOException {
        Publisher.replace(
                layout,
                Index.empty(),
                () -> assertThat(layout.index().manifests()).isEmpty());
        assertThat(layout.blobSize(old.digest())).isPresent();
    }
}
