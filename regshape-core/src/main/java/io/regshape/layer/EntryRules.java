// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.layer.LayerFault.Kind;

/** What an entry of a layer may be, and where it may lead (layer.md, "File Types"). */
final class EntryRules {
    private final LayerFault.Listener faults;
    private final TarPaths paths;

    EntryRules(LayerFault.Listener faults, int mostHashes) {
        this.faults = faults;
        this.paths = new TarPaths(faults, mostHashes);
    }

    /**
     * Checks an entry.
     *
     * @param type its type flag
     * @param path its path
     * @param size the length of its content
     * @param sparse whether an extended header says that it is sparse
     */
    void check(char type, String path, long size, boolean sparse) {
        paths.add(path, type, size);
        switch (type) {
            case '\0', '0', '1', '2', '5', '6', 'S' -> {}
            case '3', '4' -> report(Kind.DEVICE, path, "is a device file");
            default ->
                report(
                        Kind.ENTRY_TYPE,
                        path,
                        "has the type " + TarPaths.shown(String.valueOf(type)) + ", which is no type of a file");
        }
        if (sparse || type == 'S') {
            report(Kind.SPARSE, path, "is stored as a sparse file");
        }
    }

    /** Checks where a hard link, type 1, or a symbolic link leads. */
    void checkTarget(char type, String path, String target) {
        if (type == '1') {
            paths.checkHardLink(path, target);
        } else {
            checkSymbolicLink(path, target);
        }
    }

    /** Checks the target of a symbolic link: absolute ones begin at the root, others at the link's folder. */
    private void checkSymbolicLink(String path, String target) {
        if (target.startsWith("/")) {
            return;
        }
        int depth = depth(path) - 1;
        for (int start = 0; start < target.length() && depth >= 0; start = TarPaths.endOfName(target, start) + 1) {
            int end = TarPaths.endOfName(target, start);
            if (TarPaths.isDots(target, start, end, 2)) {
                depth--;
            } else if (!TarPaths.isNoName(target, start, end)) {
                depth++;
            }
        }
        if (depth < 0) {
            faults.found(new LayerFault(
                    Kind.SYMBOLIC_LINK_OUTSIDE,
                    "the symbolic link " + TarPaths.shown(path) + " leads to " + TarPaths.shown(target)
                            + ", which climbs above the layer's root"));
        }
    }

    private static int depth(String path) {
        int depth = 0;
        for (int start = 0; start < path.length(); start = TarPaths.endOfName(path, start) + 1) {
            depth += TarPaths.isNoName(path, start, TarPaths.endOfName(path, start)) ? 0 : 1;
        }
        return depth;
    }

    /** Checks the stand-in path of a sparse file, which readers that know no sparse files unpack to. */
    void checkStandIn(String path) {
        paths.checkInside("the path", path, Kind.ABSOLUTE_PATH, Kind.PATH_WITH_DOTS);
    }

    private void report(Kind kind, String path, String what) {
        faults.found(new LayerFault(kind, TarPaths.shown(path) + " " + what));
    }
}
