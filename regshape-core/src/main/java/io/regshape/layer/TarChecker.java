// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.layer.LayerFault.Kind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks that bytes, which are pushed in, are a tar that every reader unpacks in the same way, and that it keeps the
 * rules of a layer ({@link EntryRules}). It refuses the first fault, or tells a listener of all; behind a damaged header
 * nothing has a meaning, so the rest is not looked at.
 *
 * <p>It holds one block, the extended headers of one entry, and some bytes for each path; content is skipped without a
 * look. The libraries' readers pull, so they cannot stand beside a hash and a compressor in one pass, and they gather
 * names of any length.
 */
final class TarChecker {
    /** More than any path that a system takes; PAX headers hold extended attributes too. */
    private static final int LONGEST_EXTENDED_HEADER = 1 << 20;

    private static final String WHAT_TO_DO = ": a layer is a tar (give its own mediaType if it is an artifact)";

    private enum State {
        HEADER,
        SPARSE_MAP,
        EXTENDED_HEADER,
        CONTENT,
        END,
        LOST
    }

    private final LayerFault.Listener faults;
    private final EntryListener listener;
    private final EntryRules entryRules;
    private final byte[] block = new byte[TarHeader.SIZE];
    private State state = State.HEADER;
    private int filled;
    private long seen;
    private long entries;
    private boolean trailing;
    private @Nullable String path;
    /** What is left of the present entry, padding included. */
    private long contentLeft;

    private char extendedType;
    private byte[] extended = {};
    private @Nullable PaxHeader pax;
    private PaxHeader global = PaxHeader.NOTHING;
    private @Nullable String longPath;
    private @Nullable String longLinkPath;

    /**
     * Makes a checker that tells of every fault.
     *
     * @param faults is told
     * @param mostHashes see {@link TarPaths}
     */
    static TarChecker reporting(LayerFault.Listener faults, int mostHashes) {
        return new TarChecker(faults, mostHashes, EntryListener.NONE);
    }

    private TarChecker(LayerFault.Listener faults, int mostHashes, EntryListener listener) {
        this.faults = faults;
        this.listener = listener;
        this.entryRules = new EntryRules(faults, mostHashes);
    }

    /**
     * Makes a checker that throws a {@link RegshapeException} at the first fault for which a layer is refused.
     *
     * @param name names the input in messages
     * @param listener is told of the entries
     */
    static TarChecker refusing(String name, EntryListener listener) {
        return new TarChecker(
                fault -> {
                    if (fault.kind().isRefused()) {
                        throw new RegshapeException(RegshapeException.Kind.BAD_CONTENT, name + ": " + fault.message());
                    }
                },
                Integer.MAX_VALUE,
                listener);
    }

    /** Takes more bytes. */
    void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        try {
            while (at < end) {
                int taken = switch (state) {
                    case HEADER, SPARSE_MAP -> takeBlock(bytes, at, end);
                    case EXTENDED_HEADER -> takeExtendedHeader(bytes, at, end);
                    case CONTENT -> takeContent(end - at);
                    case END -> takeZeros(bytes, at, end);
                    case LOST -> end - at;
                };
                at += taken;
                seen += taken;
            }
        } catch (TarFault e) {
            state = State.LOST;
            faults.found(e.fault());
        }
    }

    /** Says that all bytes were there. */
    void finish() {
        if (state == State.END && entries == 0) {
            faults.found(new LayerFault(Kind.EMPTY, "it is a tar without entries"));
        }
        if (state == State.LOST || state == State.END) {
            return;
        }
        if (seen < TarHeader.SIZE) {
            faults.found(new LayerFault(Kind.TAR, "it holds no tar, only " + seen + " bytes" + WHAT_TO_DO));
            return;
        }
        String place = path == null ? "its first entry" : "the entry " + TarPaths.shown(path);
        boolean whole = state == State.HEADER && filled == 0 && pax == null && longPath == null && longLinkPath == null;
        faults.found(new LayerFault(
                whole ? Kind.END : Kind.TAR,
                "it is cut short: the tar ends after " + seen + " bytes, in or behind " + place
                        + ", without the zero block that marks the end"));
    }

    /** Returns how many entries there were so far. */
    long entries() {
        return entries;
    }

    private int takeBlock(byte[] bytes, int at, int end) throws TarFault {
        int taken = Math.min(end - at, TarHeader.SIZE - filled);
        System.arraycopy(bytes, at, block, filled, taken);
        filled += taken;
        if (filled == TarHeader.SIZE) {
            filled = 0;
            if (state == State.HEADER) {
                header();
            } else if (!TarHeader.hasMoreSparseBlocks(block)) {
                state = State.CONTENT;
            }
        }
        return taken;
    }

    private int takeContent(int available) {
        int taken = (int) Math.min(available, contentLeft);
        contentLeft -= taken;
        if (contentLeft == 0) {
            state = State.HEADER;
        }
        return taken;
    }

    private int takeExtendedHeader(byte[] bytes, int at, int end) throws TarFault {
        int taken = Math.min(end - at, extended.length - filled);
        System.arraycopy(bytes, at, extended, filled, taken);
        filled += taken;
        if (filled == extended.length) {
            filled = 0;
            extendedHeader();
            content(TarHeader.padding(extended.length));
        }
        return taken;
    }

    private int takeZeros(byte[] bytes, int at, int end) {
        for (int i = at; i < end && !trailing; i++) {
            if (bytes[i] != 0) {
                trailing = true;
                faults.found(new LayerFault(
                        Kind.TRAILING_BYTES,
                        "bytes follow the end of the tar, at offset " + (seen + i - at)
                                + ": readers stop at the end and would lose them (tars are joined by tar"
                                + " --concatenate)"));
            }
        }
        return end - at;
    }

    private void header() throws TarFault {
        if (TarHeader.isZero(block)) {
            if (pax != null || longPath != null || longLinkPath != null) {
                throw new TarFault("its last extended header belongs to no entry");
            }
            state = State.END;
        } else if (!TarHeader.hasValidChecksum(block)) {
            throw noHeader();
        } else {
            TarHeader header = TarHeader.parse(block);
            switch (header.type()) {
                case 'x', 'X', 'g', 'L', 'K' -> startExtendedHeader(header);
                default -> entry(header);
            }
        }
    }

    private TarFault noHeader() {
        if (seen < TarHeader.SIZE) {
            return new TarFault(
                    "it holds " + InputKind.of(block).description() + " where a tar should begin" + WHAT_TO_DO);
        }
        String last = path == null ? "the first header" : "the entry " + TarPaths.shown(path);
        return new TarFault("the tar is damaged behind " + last + ": the header there has a wrong checksum");
    }

    private void startExtendedHeader(TarHeader header) throws TarFault {
        if (header.size() > LONGEST_EXTENDED_HEADER) {
            throw new TarFault(
                    Kind.LIMIT,
                    "an extended header of " + header.size() + " bytes is too long: " + LONGEST_EXTENDED_HEADER
                            + " are allowed");
        }
        extendedType = header.type();
        extended = new byte[(int) header.size()];
        state = State.EXTENDED_HEADER;
        if (extended.length == 0) {
            extendedHeader();
            state = State.HEADER;
        }
    }

    private void extendedHeader() throws TarFault {
        boolean again = switch (extendedType) {
            case 'L' -> longPath != null;
            case 'K' -> longLinkPath != null;
            case 'g' -> false;
            default -> pax != null;
        };
        if (again) {
            throw new TarFault("an entry has two extended headers of type " + extendedType);
        }
        String text = new String(extended, StandardCharsets.ISO_8859_1);
        switch (extendedType) {
            case 'L' -> longPath = TarHeader.upToNul(text);
            case 'K' -> longLinkPath = TarHeader.upToNul(text);
            case 'g' -> global(PaxHeader.parse(text));
            default -> pax = PaxHeader.parse(text);
        }
    }

    /** Some readers apply a global header and some do not, so it must not say where an entry lies or ends. */
    private void global(PaxHeader next) throws TarFault {
        if (next.movesEntry()) {
            throw new TarFault("a global PAX header sets the path, the target or the size of entries");
        }
        global = next.withOwnersOf(global);
    }

    private void entry(TarHeader header) throws TarFault {
        PaxHeader said = pax == null ? PaxHeader.NOTHING : pax;
        String entryPath = first(said.path(), longPath, header.path());
        entries++;
        path = entryPath;
        if (said.sparsePath() != null) {
            entryRules.checkStandIn(entryPath);
            path = said.sparsePath();
        }
        long size = header.hasContent() ? said.size().orElse(header.size()) : 0;
        entryRules.check(header.type(), path, size, said.isSparse());
        String linkPath = header.linkPath();
        if (header.isLink()) {
            linkPath = first(said.linkPath(), longLinkPath, linkPath);
            entryRules.checkTarget(header.type(), path, linkPath);
        }
        // The block began at a multiple of its size, and ends with the piece that is being taken.
        listener.entry(header, said.withOwnersOf(global), path, linkPath, seen / TarHeader.SIZE * TarHeader.SIZE);
        pax = null;
        longPath = null;
        longLinkPath = null;
        content(size + TarHeader.padding(size));
        if (header.type() == 'S') {
            startSparseMap(header);
        }
    }

    private void startSparseMap(TarHeader header) throws TarFault {
        if (!header.gnu()) {
            throw new TarFault("the sparse file " + TarPaths.shown(header.path()) + " is not in the GNU format");
        }
        if (header.more()) {
            state = State.SPARSE_MAP;
        }
    }

    private static String first(@Nullable String pax, @Nullable String gnu, String plain) throws TarFault {
        if (pax != null && gnu != null && !pax.equals(gnu)) {
            throw new TarFault(
                    "an entry is called " + TarPaths.shown(pax) + " and " + TarPaths.shown(gnu) + " at once");
        }
        return pax != null ? pax : gnu != null ? gnu : plain;
    }

    private void content(long padded) {
        contentLeft = padded;
        state = padded == 0 ? State.HEADER : State.CONTENT;
    }
}
