// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layout.ImageLayout;
import io.regshape.model.JsonObject;
import io.regshape.testing.RandomSeed;
import io.regshape.testing.SampleLayout;
import io.regshape.testing.TestTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes bytes of the files of good layouts: that is found, or the file is still what it should be. */
class LayoutMutationTest {
    @TempDir
    Path temp;

    private final long seed = RandomSeed.of(getClass());
    private final Random random = new Random(seed);

    private static List<Finding> findings(Path root) throws IOException {
        return LayoutValidator.validate(ImageLayout.reader(root), ValidationOptions.strict())
                .findings();
    }

    @Test
    void anyChangeOfALayoutOfOthersIsFoundOrHarmless() throws IOException {
        changeBytes(new LayoutFixture().writeTo(temp.resolve("layout")), 500);
    }

    @Test
    void anyChangeOfOurOwnIsFoundOrHarmless() throws IOException {
        Path tar = TestTar.sample("x").writeTo(temp.resolve("x.tar"));
        SampleLayout.publish(temp.resolve("layout").toFile(), tar.toFile());
        changeBytes(temp.resolve("layout"), 300);
    }

    private void changeBytes(Path root, int rounds) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(".regshape.lock"))
                    .sorted()
                    .toList();
        }
        for (int round = 0; round < rounds; round++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] good = Files.readAllBytes(file);
            Files.write(file, changed(good));
            List<Finding> findings = findings(root);
            if (findings.isEmpty()) {
                assertHarmless(root, file, round);
            }
            Files.write(file, good);
        }
        assertThat(findings(root)).as("seed %d", seed).isEmpty();
    }

    private byte[] changed(byte[] good) {
        int at = random.nextInt(good.length);
        byte[] bad = good.clone();
        switch (random.nextInt(4)) {
            case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad = Arrays.copyOf(good, at);
            case 2 -> {
                bad = Arrays.copyOf(good, good.length - 1);
                System.arraycopy(good, at + 1, bad, at, good.length - at - 1);
            }
            default -> {
                bad = Arrays.copyOf(good, good.length + 1);
                System.arraycopy(good, at, bad, at + 1, good.length - at);
                bad[at] = (byte) random.nextInt(256);
            }
        }
        return bad;
    }

    /** A blob is named by its bytes; of a document of the root, another text can be as good. */
    private void assertHarmless(Path root, Path file, int round) throws IOException {
        assertThat(file.getParent()).as("seed %d, round %d", seed, round).isEqualTo(root);
        JsonObject.parse(Files.readAllBytes(file), file.toString());
    }
}
