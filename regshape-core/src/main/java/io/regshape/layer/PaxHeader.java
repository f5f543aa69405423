// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an extended header (POSIX pax) says about where the next entry lies, how long it is and whose, and its extended
 * attributes; the rest is not kept. Values are strings with one character a byte.
 */
final class PaxHeader {
    private static final String PATH = "path";
    private static final String LINK_PATH = "linkpath";
    private static final String SIZE = "size";
    private static final String UID = "uid";
    private static final String GID = "gid";
    /** Whatever wrote a tar, layers have extended attributes in this form: what container tools read and write. */
    static final String ATTRIBUTE_PREFIX = "SCHILY.xattr.";

    private static final String SPARSE_PREFIX = "GNU.sparse.";
    private static final String SPARSE_NAME = SPARSE_PREFIX + "name";
    private static final String SPARSE_MAP = SPARSE_PREFIX + "map";
    private static final Set<String> KEPT = Set.of(
            PATH,
            LINK_PATH,
            SIZE,
            UID,
            GID,
            SPARSE_NAME,
            SPARSE_MAP,
            SPARSE_PREFIX + "major",
            SPARSE_PREFIX + "size",
            SPARSE_PREFIX + "realsize");

    /** What a header without any of it says. */
    static final PaxHeader NOTHING = new PaxHeader(Map.of());

    private final Map<String, String> values;

    private PaxHeader(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads records of the form {@code LENGTH KEY=VALUE}, each ended by a line feed; the last of a key counts.
     *
     * @param text the records, one character a byte
     */
    static PaxHeader parse(String text) throws TarFault {
        Map<String, String> values = new HashMap<>();
        StringBuilder sparseMap = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int space = text.indexOf(' ', at);
            long length = space < 0 ? -1 : decimal(text.substring(at, space));
            if (length < 1 || length > text.length() - at || text.charAt(at + (int) length - 1) != '\n') {
                throw new TarFault("a record of a PAX header has a wrong length");
            }
            int end = at + (int) length - 1;
            int equals = text.indexOf('=', space);
            if (equals < 0 || equals > end) {
                throw new TarFault("a record of a PAX header has no '='");
            }
            String key = text.substring(space + 1, equals);
            String value = text.substring(equals + 1, end);
            if (KEPT.contains(key) || key.startsWith(ATTRIBUTE_PREFIX)) {
                values.put(key, checked(key, value));
            } else if (key.equals(SPARSE_PREFIX + "offset") || key.equals(SPARSE_PREFIX + "numbytes")) {
                // The oldest form has a record a number where the next one has a list in one record.
                sparseMap.append(sparseMap.length() == 0 ? "" : ",").append(value);
            }
            at = end + 1;
        }
        if (sparseMap.length() > 0) {
            values.put(SPARSE_MAP, sparseMap.toString());
        }
        return new PaxHeader(values);
    }

    private static String checked(String key, String value) throws TarFault {
        if (value.indexOf(0) >= 0 && (key.equals(PATH) || key.equals(LINK_PATH) || key.equals(SPARSE_NAME))) {
            throw new TarFault("the " + key + " " + TarPaths.shown(value) + " of a PAX header has a NUL in it");
        }
        if (key.equals(SIZE)) {
            number(key, value);
        }
        return value;
    }

    private static long number(String key, String value) throws TarFault {
        long number = decimal(value);
        if (number < 0) {
            throw new TarFault("the " + key + " " + TarPaths.shown(value) + " of a PAX header is no valid number");
        }
        return number;
    }

    /** Returns the number, or -1 when it is none or has more than 18 digits. */
    static long decimal(String text) {
        boolean digits = text.length() <= 18 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : -1;
    }

    private OptionalLong number(String key) throws TarFault {
        String value = values.get(key);
        return value == null ? OptionalLong.empty() : OptionalLong.of(number(key, value));
    }

    /** Returns the entry's path, or null. */
    @Nullable
    String path() {
        return values.get(PATH);
    }

    /** Returns the target of a link, or null. */
    @Nullable
    String linkPath() {
        return values.get(LINK_PATH);
    }

    /** Returns the size of the content, if it is said. */
    OptionalLong size() throws TarFault {
        return number(SIZE);
    }

    /** Returns the number of the owner, if it is said. */
    OptionalLong uid() throws TarFault {
        return number(UID);
    }

    /** Returns the number of the group, if it is said. */
    OptionalLong gid() throws TarFault {
        return number(GID);
    }

    /** Returns the extended attributes by name. */
    Map<String, String> extendedAttributes() {
        Map<String, String> attributes = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(ATTRIBUTE_PREFIX)) {
                attributes.put(key.substring(ATTRIBUTE_PREFIX.length()), value);
            }
        });
        return attributes;
    }

    /** Returns the path of a GNU sparse file, whose {@link #path} is a stand-in then, or null. */
    @Nullable
    String sparsePath() {
        return values.get(SPARSE_NAME);
    }

    /** Returns the size of a GNU sparse file with its holes; empty for every other entry. */
    OptionalLong sparseSize() throws TarFault {
        OptionalLong size = number(SPARSE_PREFIX + "realsize");
        return size.isPresent() ? size : number(SPARSE_PREFIX + "size");
    }

    /** Returns whether the content is a GNU sparse file's. */
    boolean isSparse() {
        return values.keySet().stream().anyMatch(key -> key.startsWith(SPARSE_PREFIX));
    }

    /**
     * Returns where the pieces of a GNU sparse file lie: offsets and lengths in turn, with commas in between. Null if
     * that stands at the beginning of the content.
     */
    @Nullable
    String sparseMap() {
        return "1".equals(values.get(SPARSE_PREFIX + "major")) ? null : values.getOrDefault(SPARSE_MAP, "");
    }

    /** Returns whether it says where an entry lies or ends. */
    boolean movesEntry() {
        return values.containsKey(PATH)
                || values.containsKey(LINK_PATH)
                || values.containsKey(SPARSE_NAME)
                || values.containsKey(SIZE);
    }

    /** Returns what this header says, and the owner and group from another where this one is silent. */
    PaxHeader withOwnersOf(PaxHeader other) {
        if (!other.values.containsKey(UID) && !other.values.containsKey(GID)) {
            return this;
        }
        Map<String, String> both = new HashMap<>(other.values);
        both.keySet().retainAll(Set.of(UID, GID));
        both.putAll(values);
        return new PaxHeader(both);
    }
}
