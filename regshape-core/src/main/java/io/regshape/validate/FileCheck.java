// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutFile;
import io.regshape.layout.LayoutReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the files of a layout as such (image-layout.md), and knows which of them may be opened. */
final class FileCheck {
    private static final String BLOBS = "blobs";

    private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9]+(?:[+._-][a-z0-9]+)*+");

    private final Findings findings;
    private final boolean followsLinks;
    private final Map<String, LayoutFile> files = new HashMap<>();
    private final List<LayoutFile> blobs = new ArrayList<>();

    /** A file among the blobs that has a digest for a name. */
    record Blob(Digest digest, long size) {}

    private FileCheck(Findings findings, boolean followsLinks) {
        this.findings = findings;
        this.followsLinks = followsLinks;
    }

    /** Checks the kinds, names and permissions of all files. */
    static FileCheck of(LayoutReader layout, ValidationOptions options, Findings findings) throws IOException {
        FileCheck check = new FileCheck(findings, options.followsLinks());
        List<LayoutFile> all = layout.files();
        for (LayoutFile file : all) {
            check.files.put(file.path(), file);
            check.checkKind(file);
        }
        if (!layout.hasBlobs() && !check.files.containsKey(BLOBS)) {
            findings.report(LayoutRule.BLOBS, Place.of(BLOBS), "the folder does not exist");
        }
        check.checkPermissions(all);
        return check;
    }

    private void checkKind(LayoutFile file) {
        int depth = file.path().split("/", -1).length;
        boolean inBlobs = file.path().equals(BLOBS) || file.path().startsWith(BLOBS + "/");
        LayoutFile.Kind wanted = inBlobs && depth < 3 ? LayoutFile.Kind.FOLDER : LayoutFile.Kind.FILE;
        if (file.kind() == LayoutFile.Kind.LINK) {
            findings.report(LayoutRule.LINK, Place.of(file.path()), "it is a symbolic link");
        } else if (file.kind() != wanted) {
            Rule rule = wanted == LayoutFile.Kind.FILE
                    ? LayoutRule.NO_FILE
                    : depth == 1 ? LayoutRule.BLOBS : LayoutRule.BLOB_NAME;
            findings.report(
                    rule,
                    Place.of(file.path()),
                    wanted == LayoutFile.Kind.FILE ? "it is no regular file" : "it is no folder");
        }
        if (inBlobs
                && depth == 2
                && !ALGORITHM.matcher(file.path().substring(BLOBS.length() + 1)).matches()) {
            findings.report(LayoutRule.BLOB_NAME, Place.of(file.path()), "the name is no algorithm of digests");
        }
        if (inBlobs && depth == 3) {
            if (digest(file.path()).isEmpty()) {
                findings.report(LayoutRule.BLOB_NAME, Place.of(file.path()), "the path is that of no digest");
            } else if (file.kind() == LayoutFile.Kind.FILE) {
                blobs.add(file);
            }
        }
    }

    private void checkPermissions(List<LayoutFile> all) {
        List<String> hidden = all.stream()
                .filter(file -> !file.readableByOthers())
                .map(LayoutFile::path)
                .toList();
        if (!hidden.isEmpty()) {
            findings.report(
                    LayoutRule.PERMISSIONS,
                    Place.of(hidden.get(0)),
                    "other users cannot read it"
                            + (hidden.size() == 1 ? "" : ", nor " + (hidden.size() - 1) + " more files and folders"));
        }
    }

    /** Returns the blobs that are there, referred to or not. */
    List<Blob> blobs() {
        return blobs.stream()
                .flatMap(file -> digest(file.path()).map(digest -> new Blob(digest, file.size())).stream())
                .toList();
    }

    /** Returns whether a document may be opened: it leads nowhere, and is a file. */
    boolean mayOpen(String path) {
        LayoutFile file = files.get(path);
        return file == null || file.kind() == LayoutFile.Kind.FILE || followsLinks && isLink(file);
    }

    /** Returns whether a blob may be opened, and the folders above it be entered. */
    boolean mayOpen(Digest digest) {
        return mayEnter(BLOBS) && mayEnter(BLOBS + "/" + digest.algorithm()) && mayOpen(Place.path(digest));
    }

    private boolean mayEnter(String path) {
        LayoutFile folder = files.get(path);
        return folder == null || !isLink(folder) || followsLinks;
    }

    private static boolean isLink(LayoutFile file) {
        return file.kind() == LayoutFile.Kind.LINK;
    }

    private static Optional<Digest> digest(String path) {
        String[] names = path.split("/", -1);
        try {
            return Optional.of(new Digest(names[1], names[2]));
        } catch (RegshapeException e) {
            return Optional.empty();
        }
    }
}
