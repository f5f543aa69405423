// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who owns the files of a layer, in numbers: names mean something on one machine only.
 *
 * @param uid the user
 * @param gid the group
 */
public record Owner(long uid, long gid) {
    /** The owner of files that nobody gave to another. */
    public static final Owner ROOT = new Owner(0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,10})(?::(\\d{1,10}))?");

    /**
     * Reads the text form.
     *
     * @param text {@code UID:GID}, or {@code UID} for a group of the same number
     * @throws RegshapeException if it is neither
     */
    public static Owner parse(String text) {
        Matcher parts = TEXT.matcher(text.trim());
        if (!parts.matches()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "owner: '" + text + "' is not valid: it must be numbers, USER:GROUP, for example 1000:1000");
        }
        long uid = Long.parseLong(parts.group(1));
        return new Owner(uid, parts.group(2) == null ? uid : Long.parseLong(parts.group(2)));
    }

    // Written out, as is hashCode, for builds to start fast: ARCHITECTURE.md, "Conventions".
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Owner that && uid == that.uid && gid == that.gid;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * uid + gid);
    }
}
