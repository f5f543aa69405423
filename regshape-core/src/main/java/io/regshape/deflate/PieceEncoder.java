// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/**
 * Turns pieces of the input into pieces of the output: finds the matches, cuts the piece into blocks where the
 * statistics change, writes the blocks. One thread at a time may use it, for any number of pieces; it keeps memory from
 * one to the next and nothing else.
 */
final class PieceEncoder {
    /** Where a block may end: after about so many bytes. */
    private static final int CHUNK = 8 * 1024;

    /** About what a block costs beside its symbols, in bits. */
    private static final int BLOCK_COST = 1_200;

    private static final int STORED_BLOCK_COST = 40;

    private final MatchFinder finder;
    private final Sequences sequences = new Sequences(Piece.SIZE);
    private final BlockWriter blocks = new BlockWriter();
    private final BitWriter out = new BitWriter();

    private SymbolCounts block = new SymbolCounts();
    private SymbolCounts chunk = new SymbolCounts();
    private SymbolCounts joined = new SymbolCounts();

    PieceEncoder(MatchFinder finder) {
        this.finder = finder;
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

    /** Adds chunk after chunk to a block, as long as that is no worse than a block of its own for the chunk. */
    private void writeBlocks(Piece piece) {
        int from = Piece.START;
        int first = 0;
        int end = 0;
        long blockCost = 0;
        block.clear();
        while (end < sequences.count()) {
            chunk.clear();
            int next = chunk.add(piece.data, from + block.bytes(), sequences, end, CHUNK);
            long chunkCost = cost(chunk);
            joined.sum(block, chunk);
            long joinedCost = cost(joined);
            if (first == end || joinedCost <= blockCost + chunkCost) {
                SymbolCounts longer = joined;
                joined = block;
                block = longer;
                blockCost = joinedCost;
            } else {
                blocks.write(piece.data, from, sequences, first, end, block, false, out);
                from += block.bytes();
                first = end;
                SymbolCounts further = chunk;
                chunk = block;
                block = further;
                blockCost = chunkCost;
            }
            end = next;
        }
        blocks.write(piece.data, from, sequences, first, end, block, piece.isLast(), out);
    }

    private static long cost(SymbolCounts counts) {
        return Math.min(counts.entropy() + BLOCK_COST, 8L * counts.bytes() + STORED_BLOCK_COST);
    }
}
