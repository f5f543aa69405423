// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.model.Timestamp;
import io.regshape.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random entries, written by us and read by readers that we did not write. */
class TarReadersTest {
    private static final Timestamp TIME = Timestamp.parse("2026-01-02T03:04:05Z");
    private static final long SECONDS = TIME.instant().getEpochSecond();

    /** Characters that readers, terminals and shells stumble over. */
    private static final String CHARACTERS = "abcXYZ019-_ .\n\t\"'`$\\*=%:;|éß漢日ا😀\u200f\ufeff";

    /** An entry and its content. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sample(TarEntry entry, byte[] content) {
        String line() {
            return "%s %o %d %d %d %d %s %s"
                    .formatted(
                            entry.type().flag(),
                            entry.mode(),
                            entry.uid(),
                            entry.gid(),
                            entry.size(),
                            SECONDS,
                            hex(entry.path()),
                            hex(entry.linkTarget().orElse("")));
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * In the order of our layers, then hard links: GNU tar sets a directory's time as soon as something comes that does not
     * lie in it.
     */
    private static List<Sample> samples(Random random) {
        Map<String, Sample> samples = new TreeMap<>(Comparator.comparing(path -> path.replace('/', '\0')));
        List<String> folders = new ArrayList<>(List.of(""));
        List<TarEntry> files = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String parent = folders.get(random.nextInt(folders.size()));
            String path = parent + name(random);
            long uid = id(random);
            long gid = id(random);
            int mode = random.nextInt(01000);
            Sample sample = switch (random.nextInt(4)) {
                case 0 -> new Sample(TarEntry.directory(path, mode | 0700, uid, gid), new byte[0]);
                case 1 ->
                    new Sample(
                            TarEntry.symbolicLink(path, name(random) + "/../" + name(random), uid, gid), new byte[0]);
                default -> {
                    byte[] content = Inputs.randomBytes(random, random.nextInt(3000));
                    yield new Sample(TarEntry.file(path, mode, uid, gid, content.length), content);
                }
            };
            if (path.length() < 700 && samples.putIfAbsent(path, sample) == null) {
                if (sample.entry.type() == TarEntry.Type.DIRECTORY) {
                    folders.add(path + "/");
                } else if (sample.entry.type() == TarEntry.Type.FILE) {
                    files.add(sample.entry);
                }
            }
        }
        List<Sample> sorted = new ArrayList<>(samples.values());
        for (TarEntry file : files.subList(0, files.size() / 4)) {
            String path = name(random);
            if (!samples.containsKey(path)) {
                sorted.add(new Sample(
                        TarEntry.hardLink(path, file.path(), file.mode(), file.uid(), file.gid()), new byte[0]));
                samples.put(path, sorted.get(0));
            }
        }
        return sorted;
    }

    private static long id(Random random) {
        return random.nextInt(4) == 0 ? random.nextLong(4294967295L) : random.nextInt(100_000);
    }

    private static String name(Random random) {
        int[] characters = CHARACTERS.codePoints().toArray();
        int longest = random.nextInt(3) == 0 ? 60 : 12;
        StringBuilder name = new StringBuilder(random.nextInt(10) == 0 ? "long".repeat(30) : "");
        for (int i = random.nextInt(longest); i >= 0; i--) {
            name.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        boolean taken = name.toString().equals(".")
                || name.toString().equals("..")
                || name.toString().getBytes(StandardCharsets.UTF_8).length > 255;
        return taken ? "n" : name.toString();
    }

    private static byte[] write(List<Sample> samples) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes, TIME)) {
            for (Sample sample : samples) {
                tar.write(sample.entry, new ByteArrayInputStream(sample.content));
            }
            tar.finish();
        }
        return bytes.toByteArray();
    }

    @Test
    void ourOwnCheckerTakesThem() throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        for (int round = 0; round < 50; round++) {
            TarAssertions.assertAccepted(write(samples(random)));
        }
    }

    @Test
    void commonsCompressReadsThem() throws IOException {
        Random random = new Random(RandomSeed.of(getClass()));
        for (int round = 0; round < 20; round++) {
            List<Sample> samples = samples(random);
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new ByteArrayInputStream(write(samples)), "UTF-8")) {
                for (Sample sample : samples) {
                    TarArchiveEntry entry = tar.getNextEntry();
                    String name = entry.getName();
                    assertThat("%s %o %d %d %d %d %s %s"
                                    .formatted(
                                            (char) entry.getLinkFlag(),
                                            entry.getMode(),
                                            entry.getLongUserId(),
                                            entry.getLongGroupId(),
                                            entry.getSize(),
                                            entry.getLastModifiedTime()
                                                    .toInstant()
                                                    .getEpochSecond(),
                                            hex(entry.isDirectory() ? name.substring(0, name.length() - 1) : name),
                                            hex(entry.getLinkName())))
                            .isEqualTo(sample.line());
                    assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                    assertThat(tar.readAllBytes()).isEqualTo(sample.content);
                }
                assertThat(tar.getNextEntry()).isNull();
            }
        }
    }

    @Test
    void commonsCompressReadsExtendedAttributes() throws IOException {
        TarEntry entry = TarEntry.file("n".repeat(200), 0644, 0, 0, 0)
                .withExtendedAttributes(Map.of("user.long", "v".repeat(65536), "security.capability", "\1\0\n=\2"));
        byte[] bytes = write(List.of(new Sample(entry, new byte[0])));
        TarAssertions.assertAccepted(bytes);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8")) {
            TarArchiveEntry read = tar.getNextEntry();
            assertThat(read.getName()).isEqualTo(entry.path());
            assertThat(read.getExtraPaxHeaders())
                    .isEqualTo(Map.of(
                            "SCHILY.xattr.user.long",
                            "v".repeat(65536),
                            "SCHILY.xattr.security.capability",
                            "\1\0\n=\2"));
        }
    }

    @Test
    void pythonReadsThem(@TempDir Path folder) throws Exception {
        Inputs.requireTool("python3");
        List<Sample> samples = samples(new Random(RandomSeed.of(getClass())));
        Path file = Files.write(folder.resolve("layer.tar"), write(samples));
        String program = """
                import sys, tarfile
                text = lambda s: s.encode('utf-8', 'surrogateescape').hex()
                with tarfile.open(sys.argv[1], 'r:', encoding='utf-8') as tar:
                    for e in tar:
                        assert e.uname == '' and e.gname == ''
                        print(e.type.decode(), '%o' % e.mode, e.uid, e.gid, e.size, int(e.mtime), text(e.name),
                              text(e.linkname))
                """;
        Process python = new ProcessBuilder("python3", "-c", program, file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(python.waitFor()).isZero();
        assertThat(lines)
                .containsExactlyElementsOf(samples.stream().map(Sample::line).toList());
    }

    /** Names are compared as bytes, found by find: the JDK may take no other than ASCII ones from a file system. */
    @Test
    void gnuTarUnpacksThem(@TempDir Path folder) throws Exception {
        Inputs.requireTool("tar");
        List<Sample> samples = samples(new Random(RandomSeed.of(getClass())));
        Path file = Files.write(folder.resolve("layer.tar"), write(samples));
        Path root = Files.createDirectory(folder.resolve("root"));
        Inputs.run(List.of("tar", "-xpf", file.toString(), "-C", root.toString(), "--no-same-owner"));
        Process find =
                new ProcessBuilder("find", root.toString(), "-mindepth", "1", "-printf", "%m %Ts %l\\0%P\\0").start();
        String[] found = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> modes = new TreeMap<>();
        for (int i = 0; i + 1 < found.length; i += 2) {
            modes.put(found[i + 1], found[i]);
        }
        Map<String, String> expected = new TreeMap<>();
        for (Sample sample : samples) {
            TarEntry entry = sample.entry;
            String target = entry.type() == TarEntry.Type.SYMBOLIC_LINK
                    ? entry.linkTarget().orElseThrow()
                    : "";
            expected.put(entry.path(), "%o %d %s".formatted(entry.mode(), SECONDS, target));
        }
        assertThat(modes).isEqualTo(expected);
        Inputs.run(List.of("chmod", "-R", "u+r", root.toString()));
        Process compare = new ProcessBuilder("tar", "-df", file.toString(), "-C", root.toString())
                .redirectErrorStream(true)
                .start();
        String differences = new String(compare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        compare.waitFor();
        assertThat(differences).doesNotContain("Contents differ", "Size differs", "Not linked");
    }
}
