// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An entry of a layer's tar: what its header says, without its time, which all entries of a layer share.
 *
 * @param path where it lies, relative to the image's root: names joined by {@code /}, none of them empty, {@code .} or
 *     {@code ..}; at most 4095 bytes in UTF-8 and 255 a name, which is what Linux takes
 * @param type what it is
 * @param mode the permission bits, with set-user-ID, set-group-ID and sticky: 0 to 07777
 * @param uid the number of its owner, 0 to 4294967294
 * @param gid the number of its group, 0 to 4294967294
 * @param size how many bytes of content it has, in bytes; 0 for all but files
 * @param linkTarget for a symbolic link the text that it holds; for a hard link the path, as above, of the file that it
 *     is another name of; else empty
 * @param extendedAttributes by name, sorted, such as {@code security.capability} (layer.md, "File Attributes"). They are
 *     bytes: names and values have one character a byte. Names are as PAX keys have them, so without {@code =}; they
 *     have 1 to 255 bytes and values at most 65536, which is what Linux takes
 */
public record TarEntry(
        String path,
        Type type,
        int mode,
        long uid,
        long gid,
        long size,
        Optional<String> linkTarget,
        Map<String, String> extendedAttributes) {
    /** What Linux takes. */
    static final int MOST_PATH_BYTES = 4095;

    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_ATTRIBUTE_NAME_BYTES = 255;
    private static final int MOST_ATTRIBUTE_VALUE_BYTES = 65536;
    /** One more is -1 as the kernel counts, which means nobody. */
    private static final long LARGEST_ID = 0xfffffffeL;

    /** What an entry is. */
    public enum Type {
        /** A regular file. */
        FILE('0'),
        /** A further name of a file in front of it. */
        HARD_LINK('1'),
        /** A symbolic link. */
        SYMBOLIC_LINK('2'),
        /** A directory. */
        DIRECTORY('5');

        private final char flag;

        Type(char flag) {
            this.flag = flag;
        }

        /** Returns the type flag of the header. */
        char flag() {
            return flag;
        }
    }

    /**
     * Checks the values.
     *
     * @throws RegshapeException if one is outside of what the parameters say
     */
    public TarEntry {
        checkPath("the path", path);
        if (mode < 0 || mode > 07777) {
            throw invalid("the mode " + Integer.toOctalString(mode) + " of " + TarPaths.quoted(path)
                    + " is out of range: it must be 0 to 7777 (octal)");
        }
        checkId("user", uid, path);
        checkId("group", gid, path);
        if (size < 0 || size > TarHeader.LARGEST || size > 0 && type != Type.FILE) {
            throw invalid(TarPaths.quoted(path) + " cannot have " + size + " bytes of content"
                    + (size > 0 && type != Type.FILE ? ": it is no file" : ""));
        }
        boolean link = type == Type.HARD_LINK || type == Type.SYMBOLIC_LINK;
        if (link != linkTarget.isPresent()) {
            throw invalid(
                    TarPaths.quoted(path) + (link ? " is a link without a target" : " has a target, but is no link"));
        }
        if (type == Type.HARD_LINK) {
            checkPath("the target of the hard link " + TarPaths.quoted(path) + ",", linkTarget.get());
        } else if (link) {
            checkText("the target of the symbolic link " + TarPaths.quoted(path) + ",", linkTarget.get());
        }
        for (Map.Entry<String, String> attribute : extendedAttributes.entrySet()) {
            checkAttribute(attribute.getKey(), attribute.getValue(), path);
        }
        extendedAttributes = extendedAttributes.isEmpty()
                ? Map.of()
                : Collections.unmodifiableSortedMap(new TreeMap<>(extendedAttributes));
    }

    /** Returns a regular file. */
    public static TarEntry file(String path, int mode, long uid, long gid, long size) {
        return new TarEntry(path, Type.FILE, mode, uid, gid, size, Optional.empty(), Map.of());
    }

    /** Returns a directory. */
    public static TarEntry directory(String path, int mode, long uid, long gid) {
        return new TarEntry(path, Type.DIRECTORY, mode, uid, gid, 0, Optional.empty(), Map.of());
    }

    /**
     * Returns a symbolic link, with mode 0777: Linux knows no other.
     *
     * @param target the text that it holds, absolute, relative or leading nowhere
     */
    public static TarEntry symbolicLink(String path, String target, long uid, long gid) {
        return new TarEntry(path, Type.SYMBOLIC_LINK, 0777, uid, gid, 0, Optional.of(target), Map.of());
    }

    /**
     * Returns a further name of a file.
     *
     * @param target the file's path
     * @param mode the file's mode; it, {@code uid} and {@code gid} must be those of the file, since some readers set
     *     them anew
     */
    public static TarEntry hardLink(String path, String target, int mode, long uid, long gid) {
        return new TarEntry(path, Type.HARD_LINK, mode, uid, gid, 0, Optional.of(target), Map.of());
    }

    /**
     * Returns the mark that removes a path of the layers beneath (layer.md, "Whiteouts"): an empty file
     * {@code dir/.wh.name} for the path {@code dir/name}. Its mode is 0644, so that whoever unpacks the tar as it is can
     * read all of it; other tools write 0, and readers look at the name alone.
     *
     * @param path what is to be removed
     * @throws RegshapeException if its name is empty, {@code .} or {@code ..}, or begins with {@code .wh.}
     */
    public static TarEntry whiteout(String path, long uid, long gid) {
        int name = path.lastIndexOf('/') + 1;
        String whiteout = Whiteouts.PREFIX + path.substring(name);
        if (!Whiteouts.removesOne(whiteout)) {
            throw invalid("the path " + TarPaths.quoted(path)
                    + " cannot be removed: it must end in the name of a file or directory, which never begins with "
                    + Whiteouts.PREFIX);
        }
        return file(path.substring(0, name) + whiteout, 0644, uid, gid, 0);
    }

    /** Returns the same entry under another path. */
    TarEntry withPath(String value) {
        return new TarEntry(value, type, mode, uid, gid, size, linkTarget, extendedAttributes);
    }

    /** Returns the same entry with another size. */
    TarEntry withSize(long value) {
        return new TarEntry(path, type, mode, uid, gid, value, linkTarget, extendedAttributes);
    }

    /**
     * Returns the same entry with other extended attributes.
     *
     * @throws RegshapeException if one is outside of what the parameter says
     */
    public TarEntry withExtendedAttributes(Map<String, String> value) {
        return new TarEntry(path, type, mode, uid, gid, size, linkTarget, value);
    }

    private static void checkAttribute(String name, String value, String path) {
        String which = "the extended attribute " + TarPaths.shown(name) + " of " + TarPaths.quoted(path);
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf(0) >= 0) {
            throw invalid(which + " has no valid name: it must not be empty, nor have '=' or NUL in it");
        }
        if (name.length() > MOST_ATTRIBUTE_NAME_BYTES || value.length() > MOST_ATTRIBUTE_VALUE_BYTES) {
            throw invalid(which + " has a name of " + name.length() + " bytes and a value of " + value.length()
                    + ": Linux takes at most " + MOST_ATTRIBUTE_NAME_BYTES + " and " + MOST_ATTRIBUTE_VALUE_BYTES);
        }
        if ((name + value).chars().anyMatch(c -> c > 0xff)) {
            throw invalid(which + " has characters that are no bytes: it must have one character a byte, 0 to 255");
        }
    }

    private static void checkId(String whose, long id, String path) {
        if (id < 0 || id > LARGEST_ID) {
            throw invalid("the " + whose + " id " + id + " of " + TarPaths.quoted(path)
                    + " is out of range: it must be 0 to " + LARGEST_ID);
        }
    }

    private static void checkPath(String what, String path) {
        byte[] utf8 = checkText(what, path);
        for (int start = 0; start <= path.length(); start = TarPaths.endOfName(path, start) + 1) {
            int end = TarPaths.endOfName(path, start);
            if (end == start || TarPaths.isDots(path, start, end, 1) || TarPaths.isDots(path, start, end, 2)) {
                throw invalid(what + " " + TarPaths.quoted(path) + " has the part '" + path.substring(start, end)
                        + "' in it: it must be relative to the image's root and made of names, as in app/lib/a.jar");
            }
        }
        int start = 0;
        for (int end = 0; end <= utf8.length; end++) {
            if (end == utf8.length || utf8[end] == '/') {
                if (end - start > MOST_NAME_BYTES) {
                    throw invalid(what + " " + TarPaths.quoted(path) + " has a name of " + (end - start)
                            + " bytes (in UTF-8) in it: Linux takes at most " + MOST_NAME_BYTES);
                }
                start = end + 1;
            }
        }
    }

    private static byte[] checkText(String what, String text) {
        if (text.isEmpty()) {
            throw invalid(what + " '' is empty");
        }
        if (text.indexOf(0) >= 0) {
            throw invalid(what + " " + TarPaths.quoted(text) + " has a NUL in it");
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw invalid(what + " " + TarPaths.quoted(text) + " has half of a character in it (a lone surrogate)");
        }
        if (utf8.length > MOST_PATH_BYTES) {
            throw invalid(what + " " + TarPaths.quoted(text) + " has " + utf8.length
                    + " bytes (in UTF-8): Linux takes at most " + MOST_PATH_BYTES);
        }
        return utf8;
    }

    private static RegshapeException invalid(String message) {
        return new RegshapeException(Kind.INVALID_VALUE, message);
    }
}
