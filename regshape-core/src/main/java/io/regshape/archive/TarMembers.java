// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.TarReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files in an archive, read in place: a table says where in the tar each begins.
 *
 * <p>Paths are normalised ({@code ./a//b} is {@code a/b}). An archive with absolute paths, {@code ..} in a path, a link
 * that leaves it, or a file that is there twice is refused, since tools that unpack it would not agree on what it holds.
 * Links that stay inside are followed, with {@code ..} in their target too, as podman writes them.
 */
final class TarMembers implements Closeable {
    /** An image has a few files for each layer; the table of these takes some 200 MB. */
    private static final int MOST_MEMBERS = 1_000_000;

    private static final int MOST_LINKS = 40;

    private final String name;
    private final FileChannel tar;
    private final Map<String, Member> members = new HashMap<>();
    private final KeptBytes kept;

    /**
     * What lies at a path.
     *
     * @param offset where its content begins; of no meaning for others than files
     * @param size how long it is; -1 for a directory
     * @param link the path that it stands for, or null
     */
    private record Member(long offset, long size, @Nullable String link) {
        private static final Member DIRECTORY = new Member(0, -1, null);

        int linkLength() {
            return link == null ? 0 : link.length();
        }
    }

    private TarMembers(String name, FileChannel tar, long mostKept) {
        this.name = name;
        this.tar = tar;
        this.kept = new KeptBytes(mostKept, name + ": its paths and links");
    }

    /**
     * Opens an archive.
     *
     * @param file a tar, plain or compressed; a compressed one is unpacked to a temporary file
     * @param maxUnpacked how many bytes that may take
     * @throws RegshapeException if there is no such file, or it is no archive that can be read
     * @throws IOException if it cannot be read
     */
    static TarMembers open(Path file, long maxUnpacked) throws IOException {
        return open(file, maxUnpacked, KeptBytes.MOST);
    }

    static TarMembers open(Path file, long maxUnpacked, long mostKept) throws IOException {
        FileChannel tar = PlainTar.open(file, maxUnpacked);
        try {
            TarMembers members = new TarMembers(file.toString(), tar, mostKept);
            members.readTable();
            return members;
        } catch (Throwable e) {
            tar.close();
            throw e;
        }
    }

    private void readTable() throws IOException {
        TarReader reader = new TarReader(new FileSlice(tar, 0, tar.size()), name);
        for (Optional<TarReader.Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            add(entry.get());
        }
    }

    private void add(TarReader.Entry entry) {
        if (List.of(entry.path().split("/", -1)).contains("..")) {
            throw bad("the path " + quoted(entry.path()) + " has '..' in it: an archive's paths lie beneath its root");
        }
        String path = inside("", entry.path(), "the path");
        Optional<Member> member = member(path, entry);
        if (member.isEmpty() || path.isEmpty()) {
            return;
        }
        kept.add(path.length() + member.get().linkLength());
        Member before = members.put(path, member.get());
        if (before != null && !before.equals(member.get())) {
            throw bad("the path " + quoted(entry.path()) + " is there twice");
        }
        if (members.size() > MOST_MEMBERS) {
            throw bad("it has more than " + MOST_MEMBERS + " entries: that is no archive of images");
        }
    }

    /** Devices and pipes have no content, so nothing can refer to them. */
    private Optional<Member> member(String path, TarReader.Entry entry) {
        return entry.type().map(type -> switch (type) {
            case DIRECTORY -> Member.DIRECTORY;
            case SYMBOLIC_LINK -> link(parent(path), entry);
            case HARD_LINK -> link("", entry);
            case FILE -> file(entry);
        });
    }

    private Member file(TarReader.Entry entry) {
        if (entry.sparse()) {
            throw bad(quoted(entry.path()) + " is a sparse file: write the archive without tar's option --sparse");
        }
        return new Member(entry.offset(), entry.size(), null);
    }

    private Member link(String folder, TarReader.Entry entry) {
        return new Member(0, 0, inside(folder, entry.linkTarget(), "the link " + quoted(entry.path()) + " to"));
    }

    /** Returns the path, seen from the root of the archive, that a path in a folder names. */
    private String inside(String folder, String path, String what) {
        if (path.startsWith("/")) {
            throw bad(what + " " + quoted(path) + " is absolute: an archive's paths lie beneath its root");
        }
        Deque<String> names = new ArrayDeque<>();
        for (String part : (folder + "/" + path).split("/", -1)) {
            if (part.equals("..")) {
                if (names.pollLast() == null) {
                    throw bad(what + " " + quoted(path) + " leaves the archive");
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                names.addLast(part);
            }
        }
        return names.stream().collect(Collectors.joining("/"));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    private static String quoted(String path) {
        String shown = path.length() > 200 ? path.substring(0, 200) + "..." : path;
        return "'" + shown.replaceAll("[^ -~]", "?") + "'";
    }

    private RegshapeException bad(String message) {
        return new RegshapeException(Kind.BAD_CONTENT, name + ": " + message);
    }

    /** Returns the archive's file, for messages. */
    String name() {
        return name;
    }

    /** Returns the paths of everything that is there, sorted. */
    List<String> paths() {
        return members.keySet().stream().sorted().toList();
    }

    /** Returns whether a file is there, or a link that leads to one. */
    boolean hasFile(String path) {
        return size(path).isPresent();
    }

    /** Returns whether a directory is there, or anything in it. */
    boolean hasDirectory(String path) {
        return Member.DIRECTORY.equals(members.get(path))
                || members.keySet().stream().anyMatch(member -> member.startsWith(path + "/"));
    }

    /** Returns the length of a file, empty when there is none. */
    OptionalLong size(String path) {
        Member file = find(path);
        return file == null ? OptionalLong.empty() : OptionalLong.of(file.size);
    }

    /**
     * Opens a file.
     *
     * @throws RegshapeException if there is none
     */
    InputStream open(String path) {
        Member file = find(path);
        if (file == null) {
            throw bad("it has no file " + quoted(path));
        }
        return new FileSlice(tar, file.offset, file.size);
    }

    /**
     * Reads a small file.
     *
     * @throws RegshapeException if there is none, or it is larger than the limit
     */
    byte[] read(String path, int limit) throws IOException {
        try (InputStream in = open(path)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw bad(quoted(path) + " is larger than the limit of " + limit + " bytes");
            }
            return bytes;
        }
    }

    /** Returns whether one of the {@link #paths} is that of a directory, or of a link to one. */
    boolean isDirectory(String path) {
        return Member.DIRECTORY.equals(follow(path));
    }

    private @Nullable Member find(String path) {
        Member member = follow(path);
        return member == null || member.link != null || member.size < 0 ? null : member;
    }

    private @Nullable Member follow(String path) {
        Member member = members.get(path);
        for (int i = 0; i < MOST_LINKS && member != null && member.link != null; i++) {
            member = members.get(member.link);
        }
        return member;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
