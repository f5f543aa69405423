// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/**
 * Turns pieces of the input into pieces of the output: finds the matches, cuts the piece into blocks where the
 * statistics change, writes the blocks. One thread at a time may use it, for any number of pieces; it keeps memory from
 * one to the next and nothing else.
 */
final class PieceEncoder {
    /** Where a block may end: after about so many bytes. */
    private static final int CHUNK = Sequences.MOST_LITERALS;

    /** About what a block costs beside its symbols, in bits. */
    private static final int BLOCK_COST = 1_200;

    private static final int STORED_BLOCK_COST = 40;

    /** What can be saved of a chunk has to be more than a part of it: 2 to the power of -4. */
    private static final int LEAST_SAVING_SHIFT = 4;

    private final MatchFinder finder;
    private final boolean skipsRandom;
    private final RandomBytes randomBytes = new RandomBytes(LEAST_SAVING_SHIFT);
    private final Sequences sequences = new Sequences(Piece.SIZE);
    private final BlockWriter blocks = new BlockWriter();
    private final BitWriter out = new BitWriter();

    private SymbolCounts block = new SymbolCounts();
    private SymbolCounts chunk = new SymbolCounts();
    private SymbolCounts joined = new SymbolCounts();
    /** Where the block begins, in the piece and among the sequences. */
    private int from;

    private int first;
    private long blockCost;

    /**
     * Makes an encoder.
     *
     * @param skipsRandom whether chunks that hardly compress, such as those of jars, are stored without another look
     */
    PieceEncoder(MatchFinder finder, boolean skipsRandom) {
        this.finder = finder;
        this.skipsRandom = skipsRandom;
    }

    /** Encodes a piece into its own output. */
    void encode(Piece piece) {
        out.reset(piece.output);
        sequences.clear();
        finder.find(piece.data, piece.window(), Piece.START, piece.end(), sequences);
        writeBlocks(piece);
        if (piece.isLast()) {
            out.align();
        } else if (out.pendingBits() > 0) {
            BlockWriter.store(piece.data, Piece.START, 0, false, out);
        }
        piece.outputLength = out.length();
    }

    /** A block takes up chunk after chunk, until it is better to begin another one. */
    private void writeBlocks(Piece piece) {
        from = Piece.START;
        first = 0;
        block.clear();
        int end = 0;
        while (end < sequences.count()) {
            int next = sequences.endOfChunk(end, CHUNK);
            if (skipsRandom && isRandom(piece.data, from + block.bytes(), end, next)) {
                endBlock(piece, end, false);
                next = endOfRandom(piece.data, next);
                store(piece, next);
            } else {
                add(piece, end, next);
            }
            end = next;
        }
        endBlock(piece, end, piece.isLast());
    }

    /** Adds a chunk to the block, as long as that is no worse than a block of its own. */
    private void add(Piece piece, int end, int next) {
        chunk.clear();
        chunk.add(piece.data, from + block.bytes(), sequences, end, next);
        long chunkCost = cost(chunk);
        joined.sum(block, chunk);
        long joinedCost = cost(joined);
        if (first == end || joinedCost <= blockCost + chunkCost) {
            SymbolCounts longer = joined;
            joined = block;
            block = longer;
            blockCost = joinedCost;
        } else {
            endBlock(piece, end, false);
            SymbolCounts further = chunk;
            chunk = block;
            block = further;
            blockCost = chunkCost;
        }
    }

    /** Writes the block, if there is anything in it or there has to be one. */
    private void endBlock(Piece piece, int end, boolean last) {
        if (first < end || last) {
            blocks.write(piece.data, from, sequences, first, end, block, last, out);
            from += block.bytes();
            first = end;
            block.clear();
        }
    }

    private void store(Piece piece, int end) {
        int bytes = sequences.bytes(first, end);
        BlockWriter.store(piece.data, from, bytes, false, out);
        from += bytes;
        first = end;
    }

    /** A block begins with a chunk that looks random: returns the end of the chunks after it that do so too. */
    private int endOfRandom(byte[] data, int endOfFirst) {
        int at = from + sequences.bytes(first, endOfFirst);
        int end = endOfFirst;
        while (end < sequences.count()) {
            int next = sequences.endOfChunk(end, CHUNK);
            if (!isRandom(data, at, end, next)) {
                break;
            }
            at += sequences.bytes(end, next);
            end = next;
        }
        return end;
    }

    /** Few matches, and no byte that is more frequent than others. */
    private boolean isRandom(byte[] data, int at, int first, int end) {
        int bytes = sequences.bytes(first, end);
        int matched = bytes - sequences.literals(first, end);
        return bytes >= CHUNK / 2 && matched <= bytes >> LEAST_SAVING_SHIFT && randomBytes.looksRandom(data, at, bytes);
    }

    private static long cost(SymbolCounts counts) {
        return Math.min(counts.entropy() + BLOCK_COST, 8L * counts.bytes() + STORED_BLOCK_COST);
    }
}
