// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers the entries of a tar that is being checked, as far as an image that is built can hold them. */
final class TarIndex implements EntryListener {

    /**
     * What one path leads to, or several that are hard links.
     *
     * @param entry the entry, under the path that came first; a file's size is left at 0
     * @param type the type flag of its header
     * @param pax its extended header, if it is a sparse file's
     * @param offset where in the tar its header begins
     * @param stored how many bytes of content lie in the tar
     */
    record Item(TarEntry entry, char type, PaxHeader pax, long offset, long stored) {

        /** Returns where the content of a file lies. */
        Extents extents(FileChannel tar) throws IOException, TarFault {
            long start = offset + TarHeader.SIZE;
            try {
                if (type == 'S') {
                    return Extents.ofGnuHeader(tar, offset, stored);
                }
                if (pax.sparseSize().isEmpty()) {
                    return Extents.whole(start, stored);
                }
                long size = pax.sparseSize().getAsLong();
                String map = pax.sparseMap();
                return map == null
                        ? Extents.ofMapInContent(tar, size, start, stored)
                        : Extents.ofPaxMap(map, size, start, stored);
            } catch (TarFault e) {
                throw new TarFault("the sparse file " + TarPaths.quoted(entry.path()) + ": " + e.getMessage());
            }
        }
    }

    /** Sorted so that what is in a directory comes in front of the directory's next sibling. */
    private final SortedMap<String, Item> items = new TreeMap<>(Comparator.comparing(path -> path.replace('/', '\0')));

    /** Returns what was found, by path. */
    SortedMap<String, Item> items() {
        return items;
    }

    @Override
    public void entry(TarHeader header, PaxHeader pax, String path, String linkPath, long offset) throws TarFault {
        String clean = clean("the path", path);
        try {
            switch (header.type()) {
                case '0', '\0', '7', 'S' -> {
                    // So directories looked before there was a type flag for them.
                    if (path.endsWith("/")) {
                        directory(clean, header, pax, offset);
                    } else {
                        file(clean, header, pax, offset);
                    }
                }
                case '1' -> hardLink(clean, clean("the target of a hard link,", linkPath));
                case '2' -> symbolicLink(clean, header, pax, linkPath, offset);
                case '5' -> directory(clean, header, pax, offset);
                case '3', '4' -> throw refused(clean, "a device");
                case '6' -> throw refused(clean, "a named pipe (fifo)");
                default -> throw refused(clean, "of the unknown type " + TarPaths.shown(String.valueOf(header.type())));
            }
        } catch (RegshapeException e) {
            throw new TarFault(e.getMessage());
        }
    }

    private static TarFault refused(String path, String what) {
        return new TarFault("the entry " + TarPaths.quoted(path) + " is " + what
                + ": a layer is built of files, directories and links. Leave it out of the tar");
    }

    private void file(String path, TarHeader header, PaxHeader pax, long offset) throws TarFault {
        TarEntry entry = TarEntry.file(path, mode(path, header), uid(path, header, pax), gid(path, header, pax), 0);
        put(path, entry, header.type(), pax, offset, pax.size().orElse(header.size()));
    }

    private void directory(String path, TarHeader header, PaxHeader pax, long offset) throws TarFault {
        if (!path.isEmpty()) {
            TarEntry entry =
                    TarEntry.directory(path, mode(path, header), uid(path, header, pax), gid(path, header, pax));
            put(path, entry, '5', pax, offset, 0);
        }
    }

    private void symbolicLink(String path, TarHeader header, PaxHeader pax, String linkPath, long offset)
            throws TarFault {
        TarEntry entry = TarEntry.symbolicLink(
                path, text("the target of a symbolic link,", linkPath), uid(path, header, pax), gid(path, header, pax));
        put(path, entry, '2', pax, offset, 0);
    }

    private void put(String path, TarEntry entry, char type, PaxHeader pax, long offset, long stored) {
        TarEntry whole = entry.withExtendedAttributes(pax.extendedAttributes());
        items.put(path, new Item(whole, type, pax.isSparse() ? pax : PaxHeader.NOTHING, offset, stored));
    }

    private void hardLink(String path, String target) throws TarFault {
        Item item = items.get(target);
        if (item == null || item.entry().type() == TarEntry.Type.DIRECTORY) {
            throw new TarFault("the hard link " + TarPaths.quoted(path) + " leads to " + TarPaths.quoted(target)
                    + ", which is no file in front of it in the same tar");
        }
        // Only for the check of the path.
        TarEntry.hardLink(path, target, 0, 0, 0);
        items.put(path, item);
    }

    /** Some tars have the bits of the file's type in it. */
    private static int mode(String path, TarHeader header) throws TarFault {
        return (int) (valid("mode", path, header.mode()) & 07777);
    }

    private static long uid(String path, TarHeader header, PaxHeader pax) throws TarFault {
        return valid("user id", path, pax.uid().orElse(header.uid()));
    }

    private static long gid(String path, TarHeader header, PaxHeader pax) throws TarFault {
        return valid("group id", path, pax.gid().orElse(header.gid()));
    }

    private static long valid(String what, String path, long number) throws TarFault {
        if (number < 0) {
            throw new TarFault("the " + what + " of " + TarPaths.quoted(path) + " is no valid number");
        }
        return number;
    }

    /** Returns a path without empty names and dots. */
    private static String clean(String what, String path) throws TarFault {
        return Arrays.stream(text(what, path).split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .collect(Collectors.joining("/"));
    }

    /** Paths become names of the image in UTF-8, so bytes that are none have no place there. */
    private static String text(String what, String bytes) throws TarFault {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TarFault(what + " " + TarPaths.shown(bytes) + " is not in UTF-8: make the tar in a UTF-8 locale");
        }
    }
}
