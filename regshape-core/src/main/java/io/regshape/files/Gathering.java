// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.files.LayerFile.Standing;
import io.regshape.layer.TarEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@link Content}s put their files into, until they are {@link LayerFiles}: each path gets in once, and the
 * directories that they lie in are added.
 */
public final class Gathering {
    private final Instant looked = Instant.now();
    private final SortedMap<String, LayerFile> files = new TreeMap<>();
    private final List<String> unmatched = new ArrayList<>();
    private final List<TarListing> tars = new ArrayList<>();
    private final Deque<Closeable> open = new ArrayDeque<>();
    private final Owner owner;
    private final ModeRule directoryMode;
    private final Path spoolFolder;
    private final OwnLayout layout;
    private final List<TarListing> knownTars;

    /** See {@link LayerFiles#gather(Collection, Owner, ModeRule, Path, Path, List)}. */
    Gathering(Owner owner, ModeRule directoryMode, Path spoolFolder, OwnLayout layout, List<TarListing> knownTars) {
        this.owner = owner;
        this.directoryMode = directoryMode;
        this.spoolFolder = spoolFolder;
        this.layout = layout;
        this.knownTars = knownTars;
    }

    LayerFiles run(Collection<? extends Content> contents) throws IOException {
        LayerFiles result = new LayerFiles(files, unmatched, tars, open, owner, looked);
        try {
            for (Content content : contents) {
                content.addTo(this);
            }
            addParents();
            refuseRemovedAndAdded();
            return result;
        } catch (Throwable e) {
            result.close();
            throw e;
        }
    }

    Owner owner() {
        return owner;
    }

    /** Returns the layout that they go into. */
    OwnLayout layout() {
        return layout;
    }

    Path spoolFolder() {
        return spoolFolder;
    }

    /** Notes that something asked for is not there; whether that is an error, the user says. */
    void addUnmatched(String sentence) {
        unmatched.add(sentence);
    }

    /** Returns what is known of a tar in one state. */
    Optional<TarListing> knownTar(Digest key) {
        return knownTars.stream().filter(known -> known.key().equals(key)).findFirst();
    }

    /** Notes what is in a tar. */
    void addTar(TarListing tar) {
        tars.add(tar);
    }

    /**
     * Returns whether no change of a file can be missed from now on: where it has a time that nobody sets back, and it
     * changed long enough ago that one more change gives it another.
     */
    boolean isSurelyOld(FileStatus status) {
        return status.key().isPresent()
                && status.youngest().toInstant().isBefore(looked.minusSeconds(LayerFiles.UNCERTAIN_SECONDS));
    }

    /** Keeps an archive open until these files are closed. */
    <T extends Closeable> T keepOpen(T archive) {
        open.push(archive);
        return archive;
    }

    /** Adds a file whose name must not be that of a whiteout. */
    void add(LayerFile file) {
        if (ImagePath.hasWhiteout(file.path())) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    file.origin() + ": '" + file.path()
                            + "' would remove a file: in a layer, names that begin with .wh."
                            + " mean that (layer.md). Exclude it, or ask for the removal with a whiteout");
        }
        addRaw(file);
    }

    /** Adds a file, a whiteout too. */
    void addRaw(LayerFile file) {
        LayerFile old = files.putIfAbsent(ImagePath.sortKey(file.path()), file);
        if (old == null) {
            return;
        }
        if (!old.isDirectory() || !file.isDirectory()) {
            throw conflict(old, file, "the path '" + file.path() + "' comes from two sources");
        }
        if (old.isChosen() && file.isChosen() && !old.entry().equals(file.entry())) {
            throw conflict(
                    old,
                    file,
                    "the directory '" + file.path() + "' would have two modes, owners or sets of extended attributes");
        }
        if (file.standing().compareTo(old.standing()) > 0) {
            files.put(ImagePath.sortKey(file.path()), file);
        }
    }

    /** A file may take the place of what a whiteout removes; about a directory readers do not agree. */
    private void refuseRemovedAndAdded() {
        for (LayerFile file : files.values()) {
            LayerFile added = ImagePath.removed(file.path())
                    .map(removed -> files.get(ImagePath.sortKey(removed)))
                    .orElse(null);
            if (added != null && added.isDirectory()) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "the directory '" + added.path() + "' is removed and added in one layer: " + file.origin()
                                + ", and " + added.origin()
                                + ". Readers do not agree what is in it then: give the whiteout"
                                + " a layer of its own, in front of this one");
            }
        }
    }

    private static RegshapeException conflict(LayerFile one, LayerFile other, String what) {
        return new RegshapeException(
                Kind.INVALID_VALUE,
                what + ": " + one.origin() + ", and " + other.origin() + ". Exclude it from one of them");
    }

    private void addParents() {
        String done = "";
        for (LayerFile file : List.copyOf(files.values())) {
            String path = ImagePath.parent(file.path());
            if (path.equals(done)) {
                continue;
            }
            done = path;
            while (!path.isEmpty()) {
                LayerFile above = files.get(ImagePath.sortKey(path));
                if (above == null) {
                    addRaw(LayerFile.directoryByRule(
                            TarEntry.directory(path, directoryMode.directory(0755), owner.uid(), owner.gid()),
                            file.origin(),
                            Standing.IMPLIED));
                } else if (!above.isDirectory()) {
                    throw conflict(
                            above, file, "'" + path + "' is no directory, but '" + file.path() + "' lies beneath it");
                }
                path = above == null ? ImagePath.parent(path) : "";
            }
        }
    }
}
