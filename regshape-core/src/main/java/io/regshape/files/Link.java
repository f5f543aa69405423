// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.layer.TarEntry;

/** A symbolic link in the image. */
public final class Link implements Content {
    private final String path;
    private final String target;

    private Link(String path, String target) {
        this.path = path;
        this.target = target;
    }

    /**
     * Names a link.
     *
     * @param path where it lies, absolute or relative to the image's root
     * @param target what it holds: an absolute path of the image, or one relative to the link's directory
     * @throws io.regshape.RegshapeException if {@code path} has {@code ..} in it or is the root
     */
    public static Link of(String path, String target) {
        return new Link(ImagePath.parseFile(path, "the link " + path), target);
    }

    @Override
    public void addTo(Gathering files) {
        Owner owner = files.owner();
        files.add(LayerFile.of(
                TarEntry.symbolicLink(path, target, owner.uid(), owner.gid()), "the link /" + path + " to " + target));
    }
}
