// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

/** Text that becomes part of XML or HTML. */
final class Markup {
    private Markup() {}

    /** Returns a text that is only text: markup is escaped, and what XML cannot hold is replaced. */
    static String escaped(Object value) {
        StringBuilder escaped = new StringBuilder();
        value.toString().codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isLegal(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean isLegal(int c) {
        boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
        boolean none = c >= 0xd800 && c < 0xe000 || (c & 0xfffe) == 0xfffe;
        boolean reordering = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !control && !none && !reordering;
    }
}
