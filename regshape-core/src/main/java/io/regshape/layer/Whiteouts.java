// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.layer.LayerFault.Kind;
import java.util.Set;

/** The rules of the files that hide what lower layers have (layer.md, "Whiteouts"). */
public final class Whiteouts {
    /** The name of the file that hides all that lower layers have in its folder. */
    public static final String OPAQUE = ".wh..wh..opq";

    /** What the name of a file begins with that hides something. */
    public static final String PREFIX = ".wh.";

    /** A reader that joins the folder and what stands behind the prefix removes the folder, or the one above. */
    private static final Set<String> OF_FOLDERS = Set.of(PREFIX, PREFIX + ".", PREFIX + "..");

    private final LayerFault.Listener faults;
    /** The folders that have an entry which is no whiteout. */
    private final LongSet occupied = new LongSet();

    Whiteouts(LayerFault.Listener faults) {
        this.faults = faults;
    }

    /**
     * Returns whether an entry hides one path of lower layers.
     *
     * @param name the last name of its path
     */
    public static boolean removesOne(String name) {
        return name.startsWith(PREFIX) && !name.startsWith(PREFIX + PREFIX) && !OF_FOLDERS.contains(name);
    }

    /**
     * Looks at an entry.
     *
     * @param folder tells one folder from another
     * @param name the beginning of its name, longer than {@link #OPAQUE} if that is not all
     * @param path its path, for messages
     */
    void entry(long folder, String name, String path, char type, long size) {
        if (!name.startsWith(PREFIX)) {
            occupied.add(folder);
            return;
        }
        if (OF_FOLDERS.contains(name)) {
            report(
                    Kind.WHITEOUT_OF_FOLDER,
                    path,
                    "removes the folder that it lies in, or the one above: behind " + PREFIX
                            + " there must be the name of a file or folder");
        } else if (!isRegular(type)) {
            report(Kind.WHITEOUT_FORM, path, "is no regular file, and no other may have that prefix");
        } else if (size > 0) {
            report(Kind.WHITEOUT_FORM, path, "has " + size + " bytes, it must be empty");
        } else if (name.equals(OPAQUE)) {
            report(Kind.WHITEOUT_OPAQUE, path, "hides all of its folder: name what is to be hidden one by one");
        } else if (name.startsWith(PREFIX + PREFIX)) {
            report(Kind.WHITEOUT_FORM, path, "names nothing that a layer can have");
        } else if (occupied.contains(folder)) {
            report(Kind.WHITEOUT_ORDER, path, "comes behind an entry of the same folder: put it before them");
        }
    }

    private static boolean isRegular(char type) {
        return type == '0' || type == 0;
    }

    private void report(Kind kind, String path, String what) {
        faults.found(new LayerFault(kind, "the whiteout " + TarPaths.shown(path) + " " + what));
    }
}
