// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regshape.testing.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one process does with the temp file of another. */
@Timeout(60)
class TempFileTest {
    @TempDir
    Path root;

    /** Holds a temp file until it is ended. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            TempFile file = TempFile.create(Path.of(args[0]));
            file.write(new byte[1000], 0, 1000);
            OtherJvm.waitForTheEnd();
        }
    }

    private Process hold() throws IOException {
        return OtherJvm.start(Holder.class, root.toString());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.toList();
        }
    }

    @Test
    void isLeftAloneWhileItsProcessLives() throws Exception {
        Process holder = hold();
        try {
            List<Path> held = files();
            TempFile.create(root).close();
            assertThat(files()).isEqualTo(held).hasSize(1);
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void isRemovedByTheNextWriterWhenItsProcessWasKilled() throws Exception {
        hold().destroyForcibly().waitFor();
        assertThat(files()).hasSize(1);
        TempFile.create(root).close();
        assertThat(files()).isEmpty();
    }

    @Test
    void vanishesWhenItsProcessIsToldToEnd() throws Exception {
        Process holder = hold();
        assumeTrue(holder.supportsNormalTermination(), "Windows kills, and tells nobody");
        holder.destroy();
        holder.waitFor();
        assertThat(files()).isEmpty();
    }
}
