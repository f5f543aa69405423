// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static io.regshape.layer.TarAssertions.assertAccepted;
import static io.regshape.layer.TarAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layer.LayerFault.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarPathsTest {

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, the path '/etc/passwd' is absolute: a layer's paths are relative to its root (layer.md)",
        "../x, the path '../x' has '..' in it: a layer's paths are relative to its root (layer.md)",
        "a/../b, the path 'a/../b' has '..' in it",
        "a/.., the path 'a/..' has '..' in it",
        "'', the path of an entry is empty"
    })
    void refusesAPathThatLeavesTheRoot(String path, String message) {
        assertRefused(new RawTar().file(path).end()).hasMessageContaining(message);
        assertRefused(new RawTar().pax('x', "path", path).file("a").end()).hasMessageContaining(message);
        assertRefused(new RawTar()
                        .entry('L', "", "", (path + "\0").getBytes(StandardCharsets.UTF_8))
                        .file("a")
                        .end())
                .hasMessageContaining(message);
    }

    @Test
    void refusesAPathWhosePrefixLeavesTheRoot() {
        byte[] header = RawTar.header(RawTar.USTAR, '0', "name", "", 0);
        RawTar.put(header, 345, "../up");
        assertRefused(new RawTar().header(RawTar.withChecksum(header)).end())
                .hasMessageContaining("the path '../up/name' has '..' in it");
    }

    @Test
    void refusesAHardLinkThatLeavesTheRoot() {
        assertRefused(new RawTar().hardLink("a", "/etc/passwd").end())
                .hasMessageContaining("the target of the hard link 'a', '/etc/passwd' is absolute");
        assertRefused(new RawTar().hardLink("a", "b/../../c").end()).hasMessageContaining("has '..' in it");
        assertRefused(new RawTar()
                        .pax('x', "linkpath", "../c")
                        .hardLink("a", "b")
                        .end())
                .hasMessageContaining("'../c' has '..' in it");
        assertRefused(new RawTar()
                        .entry('K', "", "", "../c\0".getBytes(StandardCharsets.UTF_8))
                        .hardLink("a", "b")
                        .end())
                .hasMessageContaining("'../c' has '..' in it");
    }

    @ParameterizedTest
    @CsvSource({"a/b, a/b", "a/b, ./a/b", "a/b, a//b", "a/b, a/b/", "a/b, a/./b", "./, .", "./, .///."})
    void refusesAPathThatIsThereTwice(String first, String second) {
        assertRefused(new RawTar().file(first).file("between").file(second).end())
                .hasMessage(
                        "layer.tar: the path '" + second + "' is there twice: a layer holds each path once (layer.md)");
    }

    @Test
    void pathsThatAreOnlyAlikeAreNotTheSame() {
        assertAccepted(new RawTar()
                .file("ab")
                .file("a/b")
                .file("a/b.")
                .file("a/B")
                .file("..a")
                .end());
    }

    @Test
    void refusesAnEntryBeneathASymbolicLink() {
        assertRefused(new RawTar()
                        .symbolicLink("lib", "usr/lib")
                        .file("./lib/x/y")
                        .end())
                .hasMessageContaining("the path './lib/x/y' lies beneath a symbolic link of the same tar");
        assertRefused(new RawTar().file("lib/x").symbolicLink("lib", "usr/lib").end())
                .hasMessageContaining("the symbolic link 'lib' has entries of the same tar beneath it");
        assertRefused(new RawTar().symbolicLink("./", "usr").file("a").end())
                .hasMessageContaining("the symbolic link './' has entries");
        assertAccepted(
                new RawTar().symbolicLink("lib", "usr/lib").file("lib64/x").end());
    }

    @Test
    void refusesAnEntryBeneathAFile() {
        String beneath = "the path 'a/b/c' lies beneath an entry of the same tar that is no directory";
        String above = "the path './a' is no directory, and has entries of the same tar beneath it";
        assertRefused(new RawTar().file("a").file("a/b/c").end()).hasMessage("layer.tar: " + beneath);
        assertRefused(new RawTar().file("f").hardLink("a/b", "f").file("a/b/c").end())
                .hasMessageContaining(beneath);
        assertRefused(new RawTar()
                        .entry('6', "a", "", new byte[0])
                        .file("a/b/c")
                        .end())
                .hasMessageContaining(beneath);
        assertRefused(new RawTar().file("a/b").file("./a").end()).hasMessage("layer.tar: " + above);
        assertRefused(new RawTar()
                        .file("f")
                        .directory("a/b/")
                        .hardLink("./a", "f")
                        .end())
                .hasMessageContaining(above);
        assertRefused(new RawTar().file(".").file("a").end()).hasMessageContaining("the path '.' is no directory");
    }

    @Test
    void takesEntriesBeneathDirectories() {
        assertAccepted(new RawTar()
                .directory("./")
                .directory("a")
                .file("a/b/c")
                .directory("a/b/")
                .file("a/d")
                .entry('0', "old/", "", new byte[0])
                .file("old/e")
                .entry('D', "dump", "", new byte[0])
                .file("dump/f")
                .end());
    }

    @ParameterizedTest
    @CsvSource({"h, h", "h, ./h", "a/h, a//h/", "./a/h, a/h"})
    void refusesAHardLinkToItself(String path, String target) {
        assertRefused(new RawTar().hardLink(path, target).end())
                .hasMessage("layer.tar: the hard link '" + path + "' leads to itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh.", "a/.wh..", "./a//.wh...", "a/.wh.../"})
    void refusesAWhiteoutOfAFolderAboveIt(String path) {
        assertRefused(new RawTar().file(path, "").end())
                .hasMessage(
                        "layer.tar: the whiteout '" + path + "' removes the folder that it lies in, or the one above:"
                                + " behind .wh. there must be the name of a file or folder");
        assertRefused(new RawTar().directory(path).end()).hasMessageContaining("removes the folder that it lies in");
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh....", "a/.wh..b", "a/.wh..wh..opq", ".wh..wh.plnk"})
    void takesOtherWhiteouts(String path) {
        assertAccepted(new RawTar().file(path, "").end());
    }

    @Test
    void showsPathsWithoutWhatATerminalWouldObey() {
        assertRefused(new RawTar().file("/\u001b[31mred\u202e\nnaïve").end())
                .hasMessageContaining("the path '/\\u001b[31mred\\u202e\\u000anaïve' is absolute");
        assertRefused(new RawTar()
                        .pax('x', "path", "/" + "é".repeat(5000))
                        .file("a")
                        .end())
                .hasMessageContaining("the path '/" + "é".repeat(199) + "...' is absolute");
    }

    @Test
    void findsADuplicateAmongManyPaths() {
        List<LayerFault> faults = new ArrayList<>();
        TarPaths paths = new TarPaths(faults::add, Integer.MAX_VALUE);
        for (int i = 0; i < 300_000; i++) {
            paths.add("some/folder/" + i % 1000 + "/file-" + i, '0', 0);
        }
        assertThat(faults).isEmpty();
        paths.add("some/folder/7/file-7", '0', 0);
        assertThat(faults).extracting(LayerFault::kind).containsExactly(Kind.DUPLICATE_PATH);
    }

    @Test
    void keepsABoundedNumberOfPathsAndSaysSo() {
        List<LayerFault> faults = new ArrayList<>();
        TarPaths paths = new TarPaths(faults::add, 100);
        for (int i = 0; i < 300; i++) {
            paths.add("folder-" + i + "/file", '0', 0);
        }
        assertThat(faults).extracting(LayerFault::kind).containsExactly(Kind.LIMIT);
    }

    private static List<Kind> faults(String... entries) {
        List<Kind> found = new ArrayList<>();
        TarPaths paths = new TarPaths(fault -> found.add(fault.kind()), 100);
        for (String entry : entries) {
            paths.add(entry, entry.endsWith("/") ? '5' : '0', 0);
        }
        return found;
    }

    @Test
    void tellsWhatIsRemovedAndAdded() {
        String longName = "a-name-that-is-longer-than-an-opaque-whiteout";
        assertThat(faults("a/.wh.b", "a/b/")).containsExactly(Kind.REMOVED_AND_ADDED);
        assertThat(faults(".wh.a", "./a/b/c")).containsExactly(Kind.REMOVED_AND_ADDED);
        assertThat(faults(".wh." + longName, longName + "/")).containsExactly(Kind.REMOVED_AND_ADDED);
        assertThat(faults("a/b/c", "a/.wh.b")).contains(Kind.REMOVED_AND_ADDED);
        assertThat(faults("a/b/", "a/.wh.b")).contains(Kind.REMOVED_AND_ADDED);
        assertThat(faults("a/.wh.b", "a/b")).isEmpty();

        assertThat(faults("a/.wh.b", "a/bc", "b", "a/c/b")).isEmpty();
        assertThat(faults(".wh." + longName, longName + "r")).isEmpty();
        assertThat(faults("a/.wh..wh..opq", "a/b", "a/.wh.")).doesNotContain(Kind.REMOVED_AND_ADDED);
    }
}
