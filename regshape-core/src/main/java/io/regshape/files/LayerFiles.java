// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.files.LayerFile.Standing;
import io.regshape.layer.TarContent;
import io.regshape.layer.TarEntry;
import io.regshape.layer.TarWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The files of one layer: each path once, sorted, with the directories that they lie in. Gathered from
 * {@link Content}s, then written as often as needed, always in the same way.
 *
 * <p>Not thread-safe. Closing it closes the archives that contents keep open.
 */
public final class LayerFiles implements TarContent, Closeable {
    /** A file that changed so shortly before it was looked at may have changed again without another time. */
    public static final long UNCERTAIN_SECONDS = 2;

    private final SortedMap<String, LayerFile> files;
    private final List<String> unmatched;
    private final List<TarListing> tars;
    private final Deque<Closeable> open;
    private final Owner owner;
    private final Instant looked;

    LayerFiles(
            SortedMap<String, LayerFile> files,
            List<String> unmatched,
            List<TarListing> tars,
            Deque<Closeable> open,
            Owner owner,
            Instant looked) {
        this.files = files;
        this.unmatched = unmatched;
        this.tars = tars;
        this.open = open;
        this.owner = owner;
        this.looked = looked;
    }

    /**
     * Gathers files.
     *
     * @param contents what is wanted
     * @param owner who owns what nobody else was given
     * @param directoryMode the mode of directories that are only there because something lies in them
     * @param layout the root of the layout that they go into, which is never among them
     * @param spoolFolder where compressed archives are unpacked to be read; what lies there is gone after closing
     * @param knownTars what {@link #tars} returned before: those that are still as they were are not read for their
     *     entries
     * @return the files; the caller closes them
     * @throws RegshapeException if a source is not what it should be, or two want one path
     * @throws IOException if a source cannot be read
     */
    public static LayerFiles gather(
            Collection<? extends Content> contents,
            Owner owner,
            ModeRule directoryMode,
            Path layout,
            Path spoolFolder,
            List<TarListing> knownTars)
            throws IOException {
        return new Gathering(owner, directoryMode, spoolFolder, OwnLayout.at(layout), knownTars).run(contents);
    }

    /**
     * Gathers files to look at, which go into no layout, with the owner and modes of a layer that says nothing.
     *
     * @param content what is wanted
     * @return the files; the caller closes them
     * @throws RegshapeException if a source is not what it should be
     * @throws IOException if a source cannot be read
     */
    public static LayerFiles gather(Content content) throws IOException {
        Path spoolFolder = Path.of(System.getProperty("java.io.tmpdir"));
        return new Gathering(Owner.ROOT, ModeRule.DEFAULT, spoolFolder, OwnLayout.none(), List.of())
                .run(List.of(content));
    }

    /** Returns whether there is nothing in the layer. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** Returns the paths of the regular files, in the order of the layer. */
    public List<String> filePaths() {
        return files.values().stream()
                .filter(file -> file.opener() != null)
                .map(LayerFile::path)
                .toList();
    }

    /**
     * Opens the content of a regular file.
     *
     * @param path one of {@link #filePaths}
     * @return its bytes; the caller closes the stream
     * @throws RegshapeException if there is no such file any more
     * @throws IOException if it cannot be read
     */
    public InputStream open(String path) throws IOException {
        return Objects.requireNonNull(files.get(ImagePath.sortKey(path)), path).open();
    }

    /**
     * A path of the layer.
     *
     * @param entry what the tar will say of it
     * @param origin where it comes from, for messages
     * @param isDispensable whether it is a directory that need not be in the layer when a layer beneath has it
     */
    public record Listed(TarEntry entry, String origin, boolean isDispensable) {}

    /** Returns all paths, in the order of the tar. */
    public List<Listed> list() {
        return files.values().stream()
                .map(file -> new Listed(file.entry(), file.origin(), isDispensable(file)))
                .toList();
    }

    /**
     * Returns the paths that this layer removes from those beneath (layer.md, "Whiteouts"); a folder that stays, but loses
     * all that is in it, ends in {@code /}.
     */
    public List<String> removed() {
        List<String> removed = new ArrayList<>();
        for (LayerFile file : files.values()) {
            ImagePath.removed(file.path()).ifPresent(removed::add);
            ImagePath.emptied(file.path()).ifPresent(folder -> removed.add(folder + "/"));
        }
        return removed;
    }

    /** Without a mode and an owner of its own it would only take those away that it has beneath. */
    private boolean isDispensable(LayerFile file) {
        return file.standing() == Standing.IMPLIED || file.standing() == Standing.BY_RULE && owner.equals(Owner.ROOT);
    }

    /** Leaves out directories. To be called before anything is written. */
    public void leaveOut(Collection<String> directories) {
        directories.forEach(path -> files.remove(ImagePath.sortKey(path)));
    }

    /** Returns what was asked for and matched nothing, a sentence each. */
    public List<String> unmatched() {
        return List.copyOf(unmatched);
    }

    /** Returns when gathering them began: what changes later may not be seen. */
    public Instant looked() {
        return looked;
    }

    /** Returns what is in the tars among the sources, as far as that can be told from their state next time. */
    public List<TarListing> tars() {
        return List.copyOf(tars);
    }

    /** Returns what tells these files from others without reading them. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(files.values());
    }

    @Override
    public void writeTo(TarWriter tar) throws IOException {
        for (LayerFile file : files.values()) {
            if (file.opener() == null) {
                tar.write(file.entry());
            } else {
                try (InputStream content = file.open()) {
                    tar.write(file.entry(), content);
                }
                file.checkUnchanged();
            }
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    /** Returns when the youngest source changed. */
    public FileTime youngest() {
        return files.values().stream()
                .map(LayerFile::youngest)
                .max(FileTime::compareTo)
                .orElse(FileTime.fromMillis(0));
    }
}
