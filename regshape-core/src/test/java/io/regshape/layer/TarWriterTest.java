// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class TarWriterTest {
    @Test
    void anEmptyTarIsTwoZeroBlocks() throws IOException {
        assertThat(SampleTars.write(tar -> {})).isEqualTo(new byte[1024]);
    }

    @Test
    void localeAndTimeZoneDoNotMatter() throws IOException {
        byte[] expected = SampleTars.write(SampleTars::samples);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(SampleTars.write(SampleTars::samples)).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void refusesContentThatIsShorterThanSaid() {
        assertThatThrownBy(() -> SampleTars.write(
                        tar -> tar.write(TarEntry.file("a\nb", 0644, 0, 0, 6), SampleTars.bytes("hello"))))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'a\\u000ab' changed while it was read: it had 6 bytes, and only 5 came."
                        + " Run again when nothing writes to it")
                .extracting("kind")
                .isEqualTo(Kind.BAD_CONTENT);
    }

    @Test
    void refusesContentThatIsLongerThanSaid() {
        assertThatThrownBy(() -> SampleTars.write(
                        tar -> tar.write(TarEntry.file("a", 0644, 0, 0, 4), SampleTars.bytes("hello"))))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'a' changed while it was read: it had 4 bytes, and more came."
                        + " Run again when nothing writes to it");
    }

    @Test
    void refusesAPathThatIsThereAlready() {
        assertThatThrownBy(() -> SampleTars.write(tar -> {
                    tar.write(TarEntry.directory("é", 0755, 0, 0));
                    tar.write(TarEntry.file("é", 0644, 0, 0, 0));
                }))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the path 'é' is there twice");
    }

    @Test
    void refusesAPathBeneathASymbolicLink() {
        assertThatThrownBy(() -> SampleTars.write(tar -> {
                    tar.write(TarEntry.symbolicLink("lib", "usr/lib", 0, 0));
                    tar.write(TarEntry.file("lib/a", 0644, 0, 0, 0));
                }))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the path 'lib/a' lies beneath a symbolic link");
    }

    @Test
    void refusesAPathBeneathAFile() {
        assertThatThrownBy(() -> SampleTars.write(tar -> {
                    tar.write(TarEntry.symbolicLink("a", "b", 0, 0));
                    tar.write(TarEntry.hardLink("lib", "a", 0777, 0, 0));
                    tar.write(TarEntry.directory("lib/a", 0755, 0, 0));
                }))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the path 'lib/a' lies beneath an entry of the same tar that is no directory");
    }

    @Test
    void refusesAHardLinkInFrontOfItsFile() {
        assertThatThrownBy(() -> SampleTars.write(tar -> {
                    tar.write(TarEntry.hardLink("a", "b/é", 0644, 0, 0));
                    tar.write(TarEntry.file("b/é", 0644, 0, 0, 0));
                }))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("the hard link 'a' leads to 'b/é', which is not in front of it");
    }

    @Test
    void writesNothingMoreAfterAFailure() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(bytes, Timestamp.DEFAULT);
        assertThatThrownBy(() -> tar.write(TarEntry.file("a", 0644, 0, 0, 4))).isInstanceOf(RegshapeException.class);
        assertThatThrownBy(tar::finish).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tar.write(TarEntry.file("b", 0644, 0, 0, 0))).isInstanceOf(IOException.class);
        assertThat(bytes.size()).isZero();
    }
}
