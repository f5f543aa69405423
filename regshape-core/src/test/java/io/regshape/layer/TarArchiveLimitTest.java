// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a small tar may become. */
class TarArchiveLimitTest {
    @TempDir
    private Path folder;

    private Path spool;
    private Path file;

    @BeforeEach
    void makeFolders() throws IOException {
        spool = Files.createDirectory(folder.resolve("spool"));
        file = folder.resolve("given.tar");
    }

    private void assertRefused(long mostUnpacked, String message) {
        assertThatThrownBy(() -> TarArchive.open(file, spool, mostUnpacked))
                .isInstanceOf(RegshapeException.class)
                .hasMessage(file + message);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void aCompressedTarUnpacksToNoMoreThanTheLimit() throws IOException {
        byte[] plain = new RawTar().file("a", "0".repeat(10_000)).end();
        Files.write(file, Inputs.compress(Compression.GZIP, plain));
        TarArchive.open(file, spool, plain.length).close();
        assertRefused(
                plain.length - 1,
                " unpacks to more than " + (plain.length - 1)
                        + " bytes: if that is as it should be, give the tar uncompressed");
        Files.write(file, plain);
        TarArchive.open(file, spool, 0).close();
    }

    @Test
    void holesHaveNoMoreBytesThanTheLimit() throws IOException {
        Files.write(
                file,
                new RawTar()
                        .pax('x', "GNU.sparse.size", "48", "GNU.sparse.map", "0,4,8,4")
                        .file("a", "12345678")
                        .hardLink("b", "a")
                        .pax('x', "GNU.sparse.major", "1", "GNU.sparse.realsize", "12")
                        .file("c", "1\n0\n12\n" + "\0".repeat(505) + "123456789012")
                        .pax('x', "GNU.sparse.size", "60", "GNU.sparse.map", "")
                        .file("d", "")
                        .end());
        TarArchive.open(file, spool, 100).close();
        assertRefused(
                99,
                ": the sparse file 'd' has 60 bytes of holes, more than 99 with those of the files before it: if that is"
                        + " as it should be, make the tar without --sparse");
    }

    @Test
    void aFileThatIsAllHolesDoesNotMakeABuildWriteForEver() throws IOException {
        Files.write(
                file,
                new RawTar()
                        .pax('x', "GNU.sparse.realsize", "9".repeat(18))
                        .file("a", "")
                        .end());
        assertThatThrownBy(() -> TarArchive.open(file, spool))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("has " + "9".repeat(18) + " bytes of holes, more than 17179869184");
    }
}
