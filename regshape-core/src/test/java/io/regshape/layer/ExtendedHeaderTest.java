// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static io.regshape.layer.TarAssertions.assertAccepted;
import static io.regshape.layer.TarAssertions.assertRefused;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedHeaderTest {

    @ParameterizedTest
    @CsvSource({"path, 'a\0/../b'", "linkpath, '\0'", "GNU.sparse.name, 'x\0'"})
    void refusesANulInAPaxPath(String key, String value) {
        assertRefused(new RawTar().pax('x', key, value).file("a").end())
                .hasMessageContaining("the " + key + " '")
                .hasMessageContaining("of a PAX header has a NUL in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 path=abc",
                "5 path=abc\n",
                "x path=a\n",
                " path=a\n",
                "9 patha\n",
                "99999999999999999999 a=b\n",
                "999 a=b\n",
                "0 a=b\n",
                "-9 path=a\n",
                "7",
                "7 "
            })
    void refusesAPaxRecordThatIsNone(String record) {
        assertRefused(new RawTar()
                        .entry('x', "pax", "", record.getBytes(StandardCharsets.UTF_8))
                        .file("a")
                        .end())
                .hasMessageContaining("a record of a PAX header has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "0x10", "9223372036854775807", "99999999999999999999", "1 "})
    void refusesAPaxSizeThatIsNone(String size) {
        assertRefused(new RawTar().pax('x', "size", size).file("a").end())
                .hasMessageContaining("the size '" + size + "' of a PAX header is no valid number");
    }

    @Test
    void theSizeOfAPaxHeaderCounts() {
        byte[] content = new byte[1024];
        byte[] header = RawTar.header(RawTar.USTAR, '0', "a", "", 0);
        assertAccepted(new RawTar()
                .pax('x', "size", "1000")
                .header(header)
                .content(content)
                .file("b")
                .end());
    }

    @Test
    void refusesExtendedHeadersThatReadersWouldTakeInDifferentWays() {
        assertRefused(new RawTar().pax('g', "path", "a").file("b").end())
                .hasMessageContaining("a global PAX header sets the path");
        assertRefused(new RawTar()
                        .pax('x', "path", "a")
                        .pax('x', "mtime", "1")
                        .file("b")
                        .end())
                .hasMessageContaining("an entry has two extended headers of type x");
        assertRefused(new RawTar()
                        .entry('L', "", "", "long".getBytes(StandardCharsets.UTF_8))
                        .pax('x', "path", "other")
                        .file("b")
                        .end())
                .hasMessageContaining("an entry is called 'other' and 'long' at once");
        assertRefused(new RawTar().file("b").pax('x', "path", "a").end())
                .hasMessageContaining("its last extended header belongs to no entry");
    }

    @Test
    void refusesAnExtendedHeaderThatIsTooLong() {
        byte[] header = RawTar.header(RawTar.USTAR, 'x', "pax", "", 1024 * 1024 + 1);
        assertRefused(new RawTar().header(header).end())
                .hasMessageContaining("an extended header of 1048577 bytes is too long: 1048576 are allowed");
    }

    @Test
    void anExtendedHeaderCountsForOneEntry() {
        assertAccepted(new RawTar().pax('x', "path", "long").file("a").file("a").end());
        assertAccepted(
                new RawTar().entry('x', "empty", "", new byte[0]).file("a").end());
    }

    @Test
    void theNameOfASparseFileIsTheOneThatCounts() {
        assertRefused(new RawTar()
                        .pax('x', "GNU.sparse.name", "../up")
                        .file("GNUSparseFile.1/up")
                        .end())
                .hasMessageContaining("the path '../up' has '..' in it");
        assertRefused(new RawTar()
                        .file("a")
                        .pax('x', "GNU.sparse.name", "a")
                        .file("GNUSparseFile.1/a")
                        .end())
                .hasMessageContaining("the path 'a' is there twice");
        assertRefused(new RawTar().pax('x', "GNU.sparse.name", "a").file("/a").end())
                .hasMessageContaining("the path '/a' is absolute");
    }
}
