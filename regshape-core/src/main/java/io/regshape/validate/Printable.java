// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/** Text of a layout that somebody will read: without what a terminal would obey, and not too long. */
final class Printable {
    private static final int LONGEST_VALUE = 80;
    private static final int LONGEST_TEXT = 1000;

    private Printable() {}

    /** Returns a value for a message: quoted when it is text, cut when it is long. */
    static String value(Object value) {
        String text = cut(String.valueOf(value), LONGEST_VALUE);
        return value instanceof String ? "'" + text + "'" : text;
    }

    /** Returns a text, cut when it is very long. */
    static String text(String text) {
        return cut(text, LONGEST_TEXT);
    }

    private static String cut(String text, int most) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> {
            if (isObeyed(c)) {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > most ? printable + "..." : printable.toString();
    }

    /** Format characters may reorder what a terminal shows, so they count as control characters. */
    private static boolean isObeyed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
