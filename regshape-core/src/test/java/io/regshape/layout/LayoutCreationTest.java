// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LayoutCreationTest {
    @TempDir
    Path folder;

    /** A layout that appears between two looks is no directory of somebody else. */
    @Test
    void looksWhileAnotherMakesTheLayout() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 600; round++) {
                Path root = folder.resolve("oci" + round);
                if (round % 2 == 0) {
                    Files.createDirectory(root);
                }
                Future<?> made = other.submit(() -> {
                    LayoutCreation.create(root, Map.of());
                    return null;
                });
                boolean there = false;
                while (!there) {
                    there = LayoutCreation.exists(root);
                }
                made.get();
                assertThat(LayoutCreation.exists(root)).isTrue();
            }
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void thatOfAnotherWillDo() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                Path root = folder.resolve("oci" + round);
                List<Callable<Boolean>> four = Collections.nCopies(4, () -> {
                    LayoutCreation.ensure(root, Map.of());
                    return LayoutCreation.exists(root);
                });
                for (Future<Boolean> made : threads.invokeAll(four)) {
                    assertThat(made.get()).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
