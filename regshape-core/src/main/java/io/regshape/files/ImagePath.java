// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.Whiteouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths inside an image, as entries of a layer have them: relative to its root, {@code ""} being the root. */
final class ImagePath {
    private ImagePath() {}

    /**
     * Reads a path that a user gives.
     *
     * @param text absolute or relative to the image's root; empty names, {@code .} and a slash at the end say nothing
     * @param origin what gives it, for the message
     * @return the path relative to the root
     * @throws RegshapeException if it has {@code ..} in it
     */
    static String parse(String text, String origin) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (name.equals("..")) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        origin + ": the path '" + text + "' in the image has '..' in it: it must be an absolute path "
                                + "without, for example /app/lib");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    /** Reads the path of a file or link, which cannot be the root. */
    static String parseFile(String text, String origin) {
        String path = parse(text, origin);
        if (path.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    origin + ": the path '" + text
                            + "' is the image's root: it must name a file, for example /app/run");
        }
        return path;
    }

    static String join(String folder, String name) {
        return folder.isEmpty() ? name : name.isEmpty() ? folder : folder + "/" + name;
    }

    /** Returns the folder that a path lies in, the root's as {@code ""}. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Returns whether a name in the path marks a removed path (layer.md, "Whiteouts"). */
    static boolean hasWhiteout(String path) {
        return path.startsWith(Whiteouts.PREFIX) || path.contains("/" + Whiteouts.PREFIX);
    }

    /** Returns the folder of which an entry removes all that the layers beneath have in it, if it is such a whiteout. */
    static Optional<String> emptied(String path) {
        return lastName(path).equals(Whiteouts.OPAQUE) ? Optional.of(parent(path)) : Optional.empty();
    }

    /** Returns the path that an entry removes from the layers beneath, if it is a whiteout of one path. */
    static Optional<String> removed(String path) {
        String name = lastName(path);
        return Whiteouts.removesOne(name)
                ? Optional.of(join(parent(path), name.substring(Whiteouts.PREFIX.length())))
                : Optional.empty();
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Returns what entries are sorted by: a directory comes in front of what is in it, that in front of the directory's
     * next sibling, and whiteouts in front of their siblings (layer.md, "Whiteouts").
     */
    static String sortKey(String path) {
        String key = path.replace('/', '\0');
        return hasWhiteout(path)
                ? ("\0" + key).replace("\0" + Whiteouts.PREFIX, "\0\0").substring(1)
                : key;
    }
}
