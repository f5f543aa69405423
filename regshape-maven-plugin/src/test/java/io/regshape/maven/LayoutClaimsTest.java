// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.eclipse.aether.DefaultSessionData;
import org.junit.jupiter.api.Test;

class LayoutClaimsTest {
    private static final Path LAYOUT = Path.of("target/oci");

    private final LayoutClaims claims = new LayoutClaims(new DefaultSessionData());

    @Test
    void aModuleMayWriteItsLayoutAgain() {
        claims.claimLayout(LAYOUT, "a");
        assertThatCode(() -> claims.claimLayout(LAYOUT, "a")).doesNotThrowAnyException();
        assertThatCode(() -> claims.claimLayout(Path.of("other"), "b")).doesNotThrowAnyException();
    }

    @Test
    void aSecondModuleIsRefused() {
        claims.claimLayout(LAYOUT, "a");
        assertThatThrownBy(() -> claims.claimLayout(LAYOUT, "b"))
                .hasMessage(
                        "path: target/oci is written by another module of this build, a. Give each module a path of its"
                                + " own");
    }

    @Test
    void aSecondExecutionMayBuildOnlyAnotherName() {
        claims.claimName(LAYOUT, "latest", "first");
        assertThatCode(() -> claims.claimName(LAYOUT, "latest", "first")).doesNotThrowAnyException();
        assertThatCode(() -> claims.claimName(LAYOUT, "debug", "second")).doesNotThrowAnyException();
        assertThatThrownBy(() -> claims.claimName(LAYOUT, "latest", "second"))
                .hasMessage(
                        "refNames: the image 'latest' in target/oci is built by the execution 'first' too. Give each"
                                + " execution refNames of its own, or another path");
    }

    @Test
    void whatATerminalWouldObeyIsShownAsText() {
        assertThat(Console.printable("a\nb\u001b[0m \u202e é")).isEqualTo("a\\u000ab\\u001b[0m \\u202e é");
    }

    @Test
    void aLayoutIsWithoutImageUntilSomebodyWritesIt() {
        assertThat(claims.isWithoutImage(LAYOUT)).isFalse();
        claims.noteWithoutImage(LAYOUT);
        assertThat(claims.isWithoutImage(LAYOUT)).isTrue();
        assertThat(claims.isWithoutImage(Path.of("other"))).isFalse();
        claims.noteImage(LAYOUT);
        assertThat(claims.isWithoutImage(LAYOUT)).isFalse();
    }

    @Test
    void aSecondArchiveMayNotTakeThePlaceOfTheFirst() {
        claims.claimArchive(Path.of("a.tar"), "the execution 'a' of app");
        assertThatCode(() -> claims.claimArchive(Path.of("a.tar"), "the execution 'a' of app"))
                .doesNotThrowAnyException();
        assertThatCode(() -> claims.claimArchive(Path.of("b.tar"), "the execution 'b' of app"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> claims.claimArchive(Path.of("a.tar"), "the execution 'b' of app"))
                .hasMessage(
                        "archiveFile: a.tar is written by the execution 'a' of app too. Give each archive a file of its"
                                + " own, and a classifier where it is attached");
    }
}
