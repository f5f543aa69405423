// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a date and time (RFC 3339, section 5.6). */
final class Rfc3339 {
    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
            + "[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?"
            + "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])");

    private Rfc3339() {}

    static boolean isValid(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        try {
            int year = Integer.parseInt(matcher.group(1));
            int month = Integer.parseInt(matcher.group(2));
            return Integer.parseInt(matcher.group(3))
                            <= YearMonth.of(year, month).lengthOfMonth()
                    && !matcher.group(3).equals("00");
        } catch (DateTimeException e) {
            return false;
        }
    }
}
