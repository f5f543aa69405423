// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.layer.TarWriter;
import io.regshape.model.Timestamp;
import io.regshape.testing.TestTar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerFilesTest {
    private static final Timestamp TIME = Timestamp.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("sub/empty"));
        write("sub/b.txt", "b");
        write("sub.txt", "beside");
        write("a.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(tree.resolve("a.sh"), PosixFilePermissions.fromString("rwxrwxrw-"));
        Files.setPosixFilePermissions(tree.resolve("sub/b.txt"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(tree.resolve("sub"), PosixFilePermissions.fromString("rwxrwx---"));
    }

    @Test
    void sortsATreeAndGivesModesByRule() throws IOException {
        assertThat(list(FileTree.of(tree).to("/srv/www")))
                .containsExactly(
                        "srv/ 755",
                        "srv/www/ 755",
                        "srv/www/a.sh 755 #!/bin/sh\n",
                        "srv/www/sub/ 755",
                        "srv/www/sub/b.txt 644 b",
                        "srv/www/sub/empty/ 755",
                        "srv/www/sub.txt 644 beside");
    }

    @Test
    void keepsTheModesOfTheSourceWhenAsked() throws IOException {
        assertThat(list(FileTree.of(tree).fileMode(ModeRule.KEEP).directoryMode(ModeRule.KEEP)))
                .contains("a.sh 776 #!/bin/sh\n", "sub/ 770", "sub/b.txt 666 b");
    }

    @Test
    void givesFixedModesToFilesAndToEveryDirectoryOfTheTree() throws IOException {
        assertThat(list(FileTree.of(tree)
                        .to("x/y")
                        .fileMode(ModeRule.parse("fileMode", "0600"))
                        .directoryMode(ModeRule.parse("directoryMode", "700"))))
                .contains("x/ 755", "x/y/ 700", "x/y/sub/ 700", "x/y/sub/b.txt 600 b");
    }

    @Test
    void impliedParentsHaveTheModeOfTheLayer() throws IOException {
        assertThat(list(
                        Owner.ROOT,
                        ModeRule.of(0711),
                        SingleFile.of(tree.resolve("a.sh"), "/opt/tool/bin/run").mode(ModeRule.of(0555))))
                .containsExactly("opt/ 711", "opt/tool/ 711", "opt/tool/bin/ 711", "opt/tool/bin/run 555 #!/bin/sh\n");
    }

    @Test
    void givesAllFilesTheOwner() throws IOException {
        for (TarArchiveEntry entry : entries(
                Owner.parse("1000:2000"), ModeRule.DEFAULT, FileTree.of(tree).to("/x"))) {
            assertThat(entry.getLongUserId()).isEqualTo(1000);
            assertThat(entry.getLongGroupId()).isEqualTo(2000);
            assertThat(entry.getUserName()).isEmpty();
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME.instant());
        }
    }

    @Test
    void takesWhatTheFilterWantsAndTheDirectoriesOnTheWay() throws IOException {
        assertThat(list(FileTree.of(tree).filter(path -> path.endsWith("/b.txt"))))
                .containsExactly("sub/ 755", "sub/b.txt 644 b");
    }

    @Test
    void leavesOutEmptyDirectoriesWhenOnlyFilesAreWanted() throws IOException {
        assertThat(list(FileTree.of(tree).filesOnly()))
                .doesNotContain("sub/empty/ 755")
                .contains("sub/ 755");
    }

    @Test
    void saysWhatMatchedNothing() throws IOException {
        PathFilter filter = new PathFilter() {
            @Override
            public boolean includes(String path) {
                return path.endsWith(".sh");
            }

            @Override
            public List<String> unmatched() {
                return List.of("**/*.bat");
            }
        };
        assertThat(gather(FileTree.of(tree).filter(filter)).unmatched())
                .containsExactly("the directory " + tree + ": nothing matches the pattern **/*.bat");
        assertThat(gather(FileTree.of(tree).filter(path -> false)).unmatched())
                .containsExactly("the directory " + tree + " has nothing that matches");
    }

    @Test
    void keepsSymbolicAndHardLinks() throws IOException {
        Files.createSymbolicLink(tree.resolve("link"), Path.of("sub/b.txt"));
        Files.createSymbolicLink(tree.resolve("to nowhere"), Path.of("/no/such"));
        Files.createLink(tree.resolve("sub/hard.sh"), tree.resolve("a.sh"));

        assertThat(list(FileTree.of(tree).to("/x")))
                .contains("x/link -> sub/b.txt", "x/to nowhere -> /no/such", "x/sub/hard.sh => x/a.sh");
    }

    @Test
    void followsLinksWhenAsked() throws IOException {
        Files.createSymbolicLink(tree.resolve("link"), Path.of("sub"));
        Files.createLink(tree.resolve("sub/hard.sh"), tree.resolve("a.sh"));

        assertThat(list(FileTree.of(tree).symlinks(Symlinks.FOLLOW)))
                .contains("link/ 755", "link/b.txt 644 b", "link/hard.sh 755 #!/bin/sh\n");
    }

    @Test
    void refusesLinksWhenAsked() throws IOException {
        Files.createSymbolicLink(tree.resolve("link"), Path.of("sub"));
        assertRefused(FileTree.of(tree).symlinks(Symlinks.REFUSE), "link is a symbolic link, and symlinks is refuse");
    }

    @Test
    void refusesLinksThatGoInACircle() throws IOException {
        Files.createSymbolicLink(tree.resolve("sub/up"), Path.of(".."));
        assertRefused(FileTree.of(tree).symlinks(Symlinks.FOLLOW), "its symbolic links go in a circle");
        Files.delete(tree.resolve("sub/up"));
        Files.createSymbolicLink(tree.resolve("self"), Path.of("self"));
        assertRefused(FileTree.of(tree).symlinks(Symlinks.FOLLOW), "its symbolic links lead in a circle");
    }

    @Test
    void refusesAPipe() throws Exception {
        new ProcessBuilder("mkfifo", tree.resolve("pipe").toString()).start().waitFor();
        assertRefused(FileTree.of(tree), "pipe is neither a file nor a directory nor a link");
        assertThat(list(FileTree.of(tree).filter(path -> !path.equals("pipe")))).isNotEmpty();
    }

    @Test
    void refusesSourcesThatAreNotThere() throws IOException {
        assertRefused(FileTree.of(folder.resolve("gone")), "gone cannot be read: it does not exist");
        assertRefused(FileTree.of(tree.resolve("a.sh")), "a.sh is no directory");
        assertRefused(SingleFile.of(tree, "/x"), "tree is a directory: use a file set");
        assertRefused(SingleFile.of(tree.resolve("none"), "/x"), "none cannot be read: it does not exist");
    }

    @Test
    void namesBothSourcesOfADuplicatePath() {
        assertRefused(
                List.of(FileTree.of(tree).to("/x"), SingleFile.of(tree.resolve("sub.txt"), "x//./a.sh/")),
                "the path 'x/a.sh' comes from two sources: the directory " + tree + ", and the file "
                        + tree.resolve("sub.txt"));
    }

    @Test
    void namesBothSourcesOfAPathBeneathAFile() {
        assertRefused(
                List.of(SingleFile.of(tree.resolve("a.sh"), "/x"), SingleFile.of(tree.resolve("sub.txt"), "/x/y")),
                "'x' is no directory, but 'x/y' lies beneath it: the file " + tree.resolve("a.sh"));
        assertRefused(
                List.of(Link.of("/lib", "/usr/lib"), SingleFile.of(tree.resolve("sub.txt"), "/lib/y")),
                "'lib' is no directory, but 'lib/y' lies beneath it: the link /lib to /usr/lib");
    }

    @Test
    void mergesDirectoriesUnlessTheirChosenModesDiffer() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other/sub"));
        Files.writeString(other.resolve("c.txt"), "c");
        FileTree first = FileTree.of(tree);
        FileTree second = FileTree.of(folder.resolve("other")).directoryMode(ModeRule.of(0700));

        assertThat(list(first, second)).contains("sub/ 700", "sub/b.txt 644 b", "sub/c.txt 644 c");
        assertThat(list(second, first)).contains("sub/ 700");
        assertRefused(
                List.of(first.directoryMode(ModeRule.of(0755)), second),
                "the directory 'sub' would have two modes, owners or sets of extended attributes");
    }

    @Test
    void putsWhiteoutsInFrontOfTheirSiblings() throws IOException {
        write("etc/+first", "1");
        assertThat(list(
                        Whiteout.of("/etc/motd"),
                        FileTree.of(tree.resolve("etc")).to("etc")))
                .containsExactly("etc/ 755", "etc/.wh.motd 644 ", "etc/+first 644 1");
        assertThat(list(Whiteout.of("/motd"), FileTree.of(tree.resolve("etc")).to("+a")))
                .containsExactly(".wh.motd 644 ", "+a/ 755", "+a/+first 644 1");
    }

    /** GNU tar sets a directory's time as soon as something comes that does not lie in it. */
    @Test
    void putsWhatIsInADirectoryBehindIt() throws IOException {
        write("order/a/x", "1");
        write("order/a-b/y", "2");
        write("order/a.txt", "3");
        assertThat(list(FileTree.of(tree.resolve("order"))))
                .containsExactly("a/ 755", "a/x 644 1", "a-b/ 755", "a-b/y 644 2", "a.txt 644 3");
    }

    @Test
    void refusesAFileThatWouldBeAWhiteout() throws IOException {
        write("sub/.wh.b.txt", "");
        assertRefused(FileTree.of(tree), "'sub/.wh.b.txt' would remove a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/app/../../x", "a/.."})
    void refusesDestinationsThatLeaveTheImage(String path) {
        assertThatThrownBy(() -> FileTree.of(tree).to(path))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the path '" + path + "' in the image has '..' in it");
        assertThatThrownBy(() -> Link.of(path, "x")).isInstanceOf(RegshapeException.class);
        assertThatThrownBy(() -> Whiteout.of(path)).isInstanceOf(RegshapeException.class);
        assertThatThrownBy(() -> SingleFile.of(tree, path)).isInstanceOf(RegshapeException.class);
    }

    @Test
    void takesNamesOfAnyText() throws IOException {
        String odd = "naïve\n日本 \"quoted\" 'x' \\ $(ls)";
        write(odd + "/" + "long".repeat(60) + "/" + "deep".repeat(60) + "/ ", "x");
        assertThat(list(FileTree.of(tree).to("/o")))
                .contains("o/" + odd + "/" + "long".repeat(60) + "/" + "deep".repeat(60) + "/  644 x");
    }

    @Test
    void refusesANameThatNoFileSystemTakes() {
        assertRefused(TextFile.of("test", new byte[0], "/app/" + "x".repeat(300)), "a name of 300 bytes");
    }

    @Test
    void refusesANameThatIsNotInUtf8() throws Exception {
        Process touch = new ProcessBuilder("sh", "-c", "printf '' > \"$(printf 'b\\344d')\"")
                .directory(tree.toFile())
                .start();
        assertThat(touch.waitFor()).isZero();
        assertRefused(FileTree.of(tree), "is not in UTF-8");
    }

    @Test
    void takesFilesOutOfAJar() throws IOException {
        Path jar = jar("a/B.class", "META-INF/MANIFEST.MF", "x.txt");
        assertThat(list(ZipTree.of(
                        jar, name -> name.startsWith("META-INF/") ? Optional.empty() : Optional.of("/app/" + name))))
                .containsExactly("app/ 755", "app/a/ 755", "app/a/B.class 644 a/B.class", "app/x.txt 644 x.txt");
    }

    @Test
    void refusesAJarThatLeavesTheImageOrIsNone() throws IOException {
        Path jar = jar("../evil");
        assertRefused(ZipTree.of(jar, Optional::of), "the path '../evil' in the image has '..' in it");
        assertRefused(ZipTree.of(tree.resolve("a.sh"), Optional::of), "is no valid jar");
        assertRefused(ZipTree.of(tree, Optional::of), "tree is a directory: it must be a file");
    }

    @Test
    void mergesTarsWithOtherFiles() throws IOException {
        Path tar = new TestTar()
                .file("z/b", 0640, "b")
                .directory("sub/", 0710)
                .file("sub/.wh.old", 0, "")
                .symlink("sub/link", "../z")
                .writeTo(folder.resolve("x.tar"));
        Path zipped = Files.write(
                folder.resolve("y.tar.gz"), new TestTar().file("z/a", 0600, "a").gzip());

        assertThat(list(FileTree.of(tree).filesOnly(), TarFiles.of(tar), TarFiles.of(zipped)))
                .containsExactly(
                        "a.sh 755 #!/bin/sh\n",
                        "sub/ 710",
                        "sub/.wh.old 0 ",
                        "sub/b.txt 644 b",
                        "sub/link -> ../z",
                        "sub.txt 644 beside",
                        "z/ 755",
                        "z/a 600 a",
                        "z/b 640 b");
        assertRefused(
                List.of(TarFiles.of(tar), SingleFile.of(tree.resolve("a.sh"), "z/b")),
                "the path 'z/b' comes from two sources: z/b in the tar " + tar + ", and the file");
        assertRefused(TarFiles.of(tree), "tree is a directory: use a file set");
        assertRefused(TarFiles.of(tree.resolve("a.sh")), "is no tar");
    }

    @Test
    void takesNoFileOutOfTheLayout() throws IOException {
        Path index = Files.createDirectory(folder.resolve("oci")).resolve("index.json");
        Files.writeString(index, "{}");
        Path link = Files.createSymbolicLink(tree.resolve("index"), index);

        assertThat(list(FileTree.of(tree).symlinks(Symlinks.FOLLOW)))
                .contains("a.sh 755 #!/bin/sh\n")
                .noneMatch(line -> line.startsWith("index"));
        assertThat(list(FileTree.of(tree))).contains("index -> " + index);
        for (Path file : List.of(index, link)) {
            String message = file + " lies in the layout that is written: it cannot hold itself";
            assertRefused(SingleFile.of(file, "/x"), "the file " + message);
            assertRefused(TarFiles.of(file), "the tar " + message);
            assertRefused(ZipTree.of(file, Optional::of), "the jar " + message);
        }
    }

    @Test
    void noticesAFileThatChangesBetweenLookingAndReading() throws IOException {
        try (LayerFiles files = gather(FileTree.of(tree))) {
            Files.writeString(tree.resolve("sub.txt"), "chang!");
            assertThatThrownBy(() -> files.writeTo(new TarWriter(OutputStream.nullOutputStream(), TIME)))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessageContaining("sub.txt changed while it was read");
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void refusesAnEntryOfAJarThatHasOtherBytesThanItsChecksumSays() throws IOException {
        Path jar = folder.resolve("stored.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            ZipEntry entry = new ZipEntry("app.txt");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(5);
            entry.setCrc(0x3610a686L); // of "hello"
            zip.putNextEntry(entry);
            zip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(jar);
        bytes[30 + "app.txt".length()] = 'j';
        Files.write(jar, bytes);
        try (LayerFiles files = LayerFiles.gather(ZipTree.of(jar, Optional::of));
                InputStream in = files.open("app.txt")) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(RegshapeException.class)
                    .hasMessage("the jar " + jar
                            + " is no valid jar: its entry app.txt has another checksum than its bytes");
        }
    }

    private Path jar(String... names) throws IOException {
        Path jar = folder.resolve("x.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("dir/"));
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private LayerFiles gather(Content... contents) throws IOException {
        return LayerFiles.gather(
                List.of(contents), Owner.ROOT, ModeRule.DEFAULT, folder.resolve("oci"), folder, List.of());
    }

    private void assertRefused(Content content, String message) {
        assertRefused(List.of(content), message);
    }

    private void assertRefused(List<Content> contents, String message) {
        assertThatThrownBy(() -> LayerFiles.gather(
                        contents, Owner.ROOT, ModeRule.DEFAULT, folder.resolve("oci"), folder, List.of()))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(message);
    }

    /** Writes the files as a tar and reads that with another library. */
    private List<String> list(Content... contents) throws IOException {
        return list(Owner.ROOT, ModeRule.DEFAULT, contents);
    }

    private List<String> list(Owner owner, ModeRule directoryMode, Content... contents) throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] tar = tar(owner, directoryMode, contents);
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                lines.add(describe(entry, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return lines;
    }

    private static String describe(TarArchiveEntry entry, String content) {
        if (entry.isSymbolicLink()) {
            return entry.getName() + " -> " + entry.getLinkName();
        }
        if (entry.isLink()) {
            return entry.getName() + " => " + entry.getLinkName();
        }
        String mode = String.format(Locale.ROOT, " %o", entry.getMode() & 07777);
        return entry.getName() + mode + (entry.isDirectory() ? "" : " " + content);
    }

    private List<TarArchiveEntry> entries(Owner owner, ModeRule directoryMode, Content... contents) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        byte[] tar = tar(owner, directoryMode, contents);
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private byte[] tar(Owner owner, ModeRule directoryMode, Content... contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LayerFiles files = LayerFiles.gather(
                        List.of(contents), owner, directoryMode, folder.resolve("oci"), folder, List.of());
                TarWriter tar = new TarWriter(bytes, TIME)) {
            files.writeTo(tar);
            tar.finish();
        }
        return bytes.toByteArray();
    }
}
