// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarEntryTest {
    @Test
    void refusesExtendedAttributesThatAreNone() {
        TarEntry entry = TarEntry.directory("a", 0755, 0, 0);
        for (String name : List.of("", "a=b", "a\0b")) {
            assertThatThrownBy(() -> entry.withExtendedAttributes(Map.of(name, "")))
                    .hasMessageContaining("of 'a' has no valid name: it must not be empty, nor have '=' or NUL in it");
        }
        assertThatThrownBy(() -> entry.withExtendedAttributes(Map.of("user.a", "漢")))
                .hasMessage("the extended attribute 'user.a' of 'a' has characters that are no bytes: it must have one"
                        + " character a byte, 0 to 255");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc",
                "etc/",
                "a//b",
                ".",
                "./a",
                "a/.",
                "..",
                "a/../b",
                "a/..",
                "a\0b",
                "\ud83d",
                "a/\ude00b"
            })
    void refusesAPathThatIsNone(String path) {
        assertThatThrownBy(() -> TarEntry.file(path, 0644, 0, 0, 0))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(TarPaths.quoted(path))
                .extracting("kind")
                .isEqualTo(Kind.INVALID_VALUE);
        assertThatThrownBy(() -> TarEntry.hardLink("a", path, 0644, 0, 0)).isInstanceOf(RegshapeException.class);
    }

    @Test
    void takesPathsAsLongAsLinuxDoes() {
        String longest = "漢".repeat(85);
        String deepest = ("d".repeat(255) + "/").repeat(16).substring(0, 4095);
        assertThatCode(() -> TarEntry.file(longest, 0, 0, 0, 0)).doesNotThrowAnyException();
        assertThatCode(() -> TarEntry.file(deepest, 0, 0, 0, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TarEntry.file("dir/" + longest + "x", 0, 0, 0, 0))
                .hasMessageContaining("has a name of 256 bytes (in UTF-8) in it: Linux takes at most 255");
        assertThatThrownBy(() -> TarEntry.file(deepest + "/x", 0, 0, 0, 0))
                .hasMessageContaining("has 4097 bytes (in UTF-8): Linux takes at most 4095");
        assertThatThrownBy(() -> TarEntry.whiteout("n".repeat(252), 0, 0)).hasMessageContaining("256 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", " ", "a.", "...", ".wh.x", "\"'`$", "a\\b", "日本/語", "😀", "C:"})
    void takesNamesOfAnyKind(String path) {
        assertThatCode(() -> TarEntry.file(path, 0644, 0, 0, 0)).doesNotThrowAnyException();
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> TarEntry.file("a", 010000, 0, 0, 0)).hasMessageContaining("the mode 10000 of 'a'");
        assertThatThrownBy(() -> TarEntry.file("a", -1, 0, 0, 0)).isInstanceOf(RegshapeException.class);
        assertThatThrownBy(() -> TarEntry.file("a", 0, -1, 0, 0)).hasMessageContaining("the user id -1 of 'a'");
        assertThatThrownBy(() -> TarEntry.file("a", 0, 0, 4294967295L, 0))
                .hasMessageContaining("the group id 4294967295 of 'a' is out of range: it must be 0 to 4294967294");
        assertThatThrownBy(() -> TarEntry.file("a", 0, 0, 0, -1)).hasMessageContaining("cannot have -1 bytes");
        assertThatThrownBy(() -> new TarEntry("a", TarEntry.Type.DIRECTORY, 0, 0, 0, 1, Optional.empty(), Map.of()))
                .hasMessageContaining("cannot have 1 bytes of content: it is no file");
    }

    @Test
    void refusesALinkWithoutATargetAndATargetWithoutALink() {
        assertThatThrownBy(
                        () -> new TarEntry("a", TarEntry.Type.SYMBOLIC_LINK, 0777, 0, 0, 0, Optional.empty(), Map.of()))
                .hasMessage("'a' is a link without a target");
        assertThatThrownBy(() -> new TarEntry("a", TarEntry.Type.FILE, 0644, 0, 0, 0, Optional.of("b"), Map.of()))
                .hasMessage("'a' has a target, but is no link");
        assertThatThrownBy(() -> TarEntry.symbolicLink("a", "", 0, 0)).hasMessageContaining("'' is empty");
        assertThatThrownBy(() -> TarEntry.symbolicLink("a", "b\0", 0, 0)).hasMessageContaining("has a NUL in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/", "a/.wh.b", ".wh..wh..opq", "", ".", "a/.", "..", "a/.."})
    void refusesToRemoveWhatNoLayerHolds(String path) {
        assertThatThrownBy(() -> TarEntry.whiteout(path, 0, 0)).isInstanceOf(RegshapeException.class);
    }

    @Test
    void aWhiteoutInTheRootHasNoFolder() {
        assertThat(TarEntry.whiteout("tmp", 1, 2)).isEqualTo(TarEntry.file(".wh.tmp", 0644, 1, 2, 0));
    }
}
