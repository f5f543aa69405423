// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of a directory on disk, or some of them.
 *
 * <p>With symbolic links kept, files with several names in the tree are hard links of one in the image too.
 */
public final class FileTree implements Content {
    private final Path directory;
    private final String destination;
    private final PathFilter filter;
    private final ModeRule fileMode;
    private final ModeRule directoryMode;
    private final Symlinks symlinks;
    private final boolean filesOnly;

    private FileTree(
            Path directory,
            String destination,
            PathFilter filter,
            ModeRule fileMode,
            ModeRule directoryMode,
            Symlinks symlinks,
            boolean filesOnly) {
        this.directory = directory;
        this.destination = destination;
        this.filter = filter;
        this.fileMode = fileMode;
        this.directoryMode = directoryMode;
        this.symlinks = symlinks;
        this.filesOnly = filesOnly;
    }

    /** Names a directory; all of it goes to the image's root unless more is said. */
    public static FileTree of(Path directory) {
        return new FileTree(directory, "", PathFilter.ALL, ModeRule.DEFAULT, ModeRule.DEFAULT, Symlinks.KEEP, false);
    }

    /**
     * Sets where in the image its files go.
     *
     * @param path a directory of the image, absolute or relative to its root
     * @throws io.regshape.RegshapeException if it has {@code ..} in it
     */
    public FileTree to(String path) {
        return new FileTree(
                directory, ImagePath.parse(path, origin()), filter, fileMode, directoryMode, symlinks, filesOnly);
    }

    /** Sets which files, links and directories are taken; directories on the way to one that is are in any case. */
    public FileTree filter(PathFilter value) {
        return new FileTree(directory, destination, value, fileMode, directoryMode, symlinks, filesOnly);
    }

    /** Sets the mode of files. */
    public FileTree fileMode(ModeRule value) {
        return new FileTree(directory, destination, filter, value, directoryMode, symlinks, filesOnly);
    }

    /** Sets the mode of directories, that of the destination itself among them. */
    public FileTree directoryMode(ModeRule value) {
        return new FileTree(directory, destination, filter, fileMode, value, symlinks, filesOnly);
    }

    /** Sets what happens to links. */
    public FileTree symlinks(Symlinks value) {
        return new FileTree(directory, destination, filter, fileMode, directoryMode, value, filesOnly);
    }

    /** Leaves out directories that are empty, or whose files are all left out, and the modes of the others. */
    public FileTree filesOnly() {
        return new FileTree(directory, destination, filter, fileMode, directoryMode, symlinks, true);
    }

    @Override
    public void addTo(Gathering files) throws IOException {
        boolean any = new TreeWalk(this, files).run();
        if (!any) {
            files.addUnmatched(origin() + " has nothing that matches");
        } else {
            filter.unmatched()
                    .forEach(pattern -> files.addUnmatched(origin() + ": nothing matches the pattern " + pattern));
        }
    }

    Path directory() {
        return directory;
    }

    String destination() {
        return destination;
    }

    PathFilter filter() {
        return filter;
    }

    ModeRule fileMode() {
        return fileMode;
    }

    ModeRule directoryMode() {
        return directoryMode;
    }

    Symlinks symlinks() {
        return symlinks;
    }

    boolean isFilesOnly() {
        return filesOnly;
    }

    String origin() {
        return "the directory " + directory;
    }
}
