// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.layer.TarEntry;

/** The removal of a path that a layer beneath has (layer.md, "Whiteouts"). */
public final class Whiteout implements Content {
    private final String path;

    private Whiteout(String path) {
        this.path = path;
    }

    /**
     * Names what is to be removed.
     *
     * @param path a file or directory, absolute or relative to the image's root
     * @throws io.regshape.RegshapeException if it has {@code ..} in it or is the root
     */
    public static Whiteout of(String path) {
        return new Whiteout(ImagePath.parseFile(path, "the whiteout " + path));
    }

    @Override
    public void addTo(Gathering files) {
        Owner owner = files.owner();
        files.addRaw(LayerFile.of(TarEntry.whiteout(path, owner.uid(), owner.gid()), "the whiteout /" + path));
    }
}
