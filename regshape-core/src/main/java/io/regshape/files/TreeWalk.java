// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One walk through a {@link FileTree}, in the order of the image's paths, whatever order the file system has. */
final class TreeWalk {
    private final FileTree tree;
    private final Gathering files;
    private final String origin;
    /** The directories that the walk is in, as the file system knows them: to come back to one is to go in a circle. */
    private final Deque<Object> above = new ArrayDeque<>();
    /** The first path of each file that has several names. */
    private final Map<Object, TarEntry> firstNames = new HashMap<>();

    TreeWalk(FileTree tree, Gathering files) {
        this.tree = tree;
        this.files = files;
        this.origin = tree.origin();
    }

    /** Adds what the tree holds, and says whether that is anything. */
    boolean run() throws IOException {
        FileStatus root = FileStatus.ofTarget(tree.directory(), origin);
        if (root.type() != FileStatus.Type.DIRECTORY) {
            throw invalid(tree.directory(), "is no directory: give a directory, or name the file as one");
        }
        if (files.layout().holds(tree.directory())) {
            throw invalid(
                    tree.directory(),
                    (files.layout().is(tree.directory(), root) ? "is" : "lies in")
                            + " the layout that is written: it cannot hold itself");
        }
        return walk(tree.directory(), "", root);
    }

    private boolean walk(Path directory, String path, FileStatus status) throws IOException {
        Object key = status.key().orElse(directory);
        if (above.contains(key)) {
            throw invalid(directory, "leads back to a directory that it lies in: its symbolic links go in a circle");
        }
        above.push(key);
        boolean any = false;
        for (Map.Entry<String, Path> file : list(directory).entrySet()) {
            any |= visit(file.getValue(), ImagePath.join(path, file.getKey()));
        }
        above.pop();
        boolean wanted = !path.isEmpty() && !tree.isFilesOnly() && tree.filter().includes(path);
        if ((any || wanted) && !tree.isFilesOnly()) {
            addDirectory(path, status);
        }
        return any || wanted;
    }

    private SortedMap<String, Path> list(Path directory) throws IOException {
        SortedMap<String, Path> sorted = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                sorted.put(FileName.of(entry, origin), entry);
            }
        } catch (FileSystemException e) {
            throw FileStatus.unreadable(directory, origin, e);
        }
        return sorted;
    }

    private boolean visit(Path file, String path) throws IOException {
        FileStatus status = FileStatus.of(file, origin);
        if (status.type() == FileStatus.Type.SYMBOLIC_LINK && tree.symlinks() == Symlinks.FOLLOW) {
            boolean wanted = tree.filter().includes(path);
            if (!wanted && !Files.isDirectory(file)) {
                return false;
            }
            status = FileStatus.ofTarget(file, origin);
            if (files.layout().holds(file)) {
                return false;
            }
        }
        if (status.type() == FileStatus.Type.DIRECTORY) {
            return !files.layout().is(file, status) && tree.filter().mayIncludeBelow(path) && walk(file, path, status);
        }
        if (!tree.filter().includes(path)) {
            return false;
        }
        switch (status.type()) {
            case FILE -> addFile(file, path, status);
            case SYMBOLIC_LINK -> addLink(file, path);
            default ->
                throw invalid(
                        file,
                        "is neither a file nor a directory nor a link (a socket, a pipe or a device):" + " exclude it");
        }
        return true;
    }

    private void addDirectory(String path, FileStatus status) {
        String destination = ImagePath.join(tree.destination(), path);
        if (destination.isEmpty()) {
            return;
        }
        Owner owner = files.owner();
        TarEntry entry = TarEntry.directory(
                destination, tree.directoryMode().directory(status.mode()), owner.uid(), owner.gid());
        files.add(
                tree.directoryMode().isChosen()
                        ? LayerFile.of(entry, origin)
                        : LayerFile.directoryByRule(entry, origin, LayerFile.Standing.BY_RULE));
    }

    private void addFile(Path file, String path, FileStatus status) {
        Owner owner = files.owner();
        String destination = ImagePath.join(tree.destination(), path);
        int mode = tree.fileMode().file(status.mode());
        if (status.names() > 1 && status.key().isPresent() && tree.symlinks() != Symlinks.FOLLOW) {
            TarEntry first = firstNames.get(status.key().get());
            if (first != null) {
                requireLinksAllowed(file, "is a hard link of " + first.path());
                files.add(LayerFile.of(
                        TarEntry.hardLink(destination, first.path(), first.mode(), owner.uid(), owner.gid()), origin));
                return;
            }
        }
        TarEntry entry = TarEntry.file(destination, mode, owner.uid(), owner.gid(), status.size());
        if (status.names() > 1 && status.key().isPresent()) {
            firstNames.put(status.key().get(), entry);
        }
        files.add(LayerFile.of(entry, origin, file, status));
    }

    private void addLink(Path file, String path) throws IOException {
        requireLinksAllowed(file, "is a symbolic link");
        Owner owner = files.owner();
        String target = FileName.text(Files.readSymbolicLink(file), origin);
        files.add(LayerFile.of(
                TarEntry.symbolicLink(ImagePath.join(tree.destination(), path), target, owner.uid(), owner.gid()),
                origin));
    }

    private void requireLinksAllowed(Path file, String what) {
        if (tree.symlinks() == Symlinks.REFUSE) {
            throw invalid(file, what + ", and symlinks is refuse: exclude it, or set symlinks to keep or follow");
        }
    }

    private RegshapeException invalid(Path file, String what) {
        return new RegshapeException(Kind.INVALID_VALUE, origin + ": " + file + " " + what);
    }
}
