// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static io.regshape.archive.Archives.ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.RegshapeException;
import io.regshape.layout.LayoutReader;
import io.regshape.testing.RandomSeed;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in an archive: a base is found in it and whole, or it is refused with a reason. */
class DamagedArchiveTest {
    private static final int ROUNDS = 400;

    @TempDir
    Path folder;

    private final Random random = new Random(RandomSeed.of(getClass()));

    @Test
    void anOciArchive() throws IOException {
        Path layout = folder.resolve("oci");
        SampleLayout.publish(
                layout.toFile(),
                TestTar.sample("a").writeTo(folder.resolve("layer.tar")).toFile());
        damage(Archives.of(layout).symbolicLink("link", "blobs/../index.json").bytes());
    }

    @Test
    void aDockerArchive() throws IOException {
        byte[] base = TestTar.sample("base").bytes();
        byte[] app = TestTar.sample("app").bytes();
        damage(new Archives()
                .file("c.json", Archives.config(base, app))
                .file("base.tar", base)
                .file("1/app.tar", TestTar.gzip(app))
                .symbolicLink("1/layer.tar", "../base.tar")
                .file("manifest.json", Archives.manifest("c.json", List.of("a:1"), List.of("1/layer.tar", "1/app.tar")))
                .bytes());
    }

    private void damage(byte[] archive) throws IOException {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = archive.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            read += isRead(random.nextInt(8) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged)
                    ? 1
                    : 0;
        }
        assertThat(read).isLessThan(ROUNDS);
    }

    private boolean isRead(byte[] archive) throws IOException {
        Path file = Files.write(folder.resolve("damaged.tar"), archive);
        try (LayoutReader layout = Transport.detect(file, ENOUGH)) {
            BaseImage image = BaseImage.find(layout, Optional.empty(), Optional.empty());
            assertThat(BaseFiles.read(image, ENOUGH).find("app")).isPresent();
            return true;
        } catch (RegshapeException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }
}
