// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.util.Arrays;

/** Writes a block in the form that takes the fewest bits (RFC 1951, section 3.2.3). */
final class BlockWriter {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int HEADER_BITS = 3;
    private static final int LONGEST_STORED = 65_535;

    /** Not 15, so that four literals fit into one write. */
    private static final int LONGEST_LITERAL_CODE = 14;

    private final HuffmanCode literalCode = new HuffmanCode(Symbols.LITERALS, LONGEST_LITERAL_CODE);
    private final HuffmanCode distanceCode = new HuffmanCode(Symbols.DISTANCES, HuffmanCode.LONGEST);
    private final HuffmanCode fixedLiteralCode = fixedLiteralCode();
    private final HuffmanCode fixedDistanceCode = fixedDistanceCode();
    private final CodeLengths codeLengths = new CodeLengths();
    private final SymbolCodes codes = new SymbolCodes();

    /** Section 3.2.6: two of the symbols have codes and are never used. */
    private static HuffmanCode fixedLiteralCode() {
        byte[] lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        HuffmanCode code = new HuffmanCode(lengths.length, HuffmanCode.LONGEST);
        code.setLengths(lengths);
        return code;
    }

    private static HuffmanCode fixedDistanceCode() {
        byte[] lengths = new byte[Symbols.DISTANCES];
        Arrays.fill(lengths, (byte) 5);
        HuffmanCode code = new HuffmanCode(lengths.length, HuffmanCode.LONGEST);
        code.setLengths(lengths);
        return code;
    }

    /**
     * Writes a block.
     *
     * @param data where the literals are
     * @param from where the block's first byte is
     * @param sequences where the block's sequences are
     * @param first the first of them
     * @param end the one after the last
     * @param counts the symbols of these sequences; gets the end of the block in addition
     * @param last whether it is the last block of the data
     */
    void write(
            byte[] data,
            int from,
            Sequences sequences,
            int first,
            int end,
            SymbolCounts counts,
            boolean last,
            BitWriter out) {
        counts.literals[Symbols.END_OF_BLOCK]++;
        literalCode.build(counts.literals);
        distanceCode.build(counts.distances);
        codeLengths.set(literalCode, distanceCode);
        long dynamic = codeLengths.cost() + cost(counts, literalCode, distanceCode);
        long fixed = cost(counts, fixedLiteralCode, fixedDistanceCode);
        if (storedCost(counts.bytes(), out.pendingBits()) <= HEADER_BITS + Math.min(dynamic, fixed)) {
            store(data, from, counts.bytes(), last, out);
            return;
        }
        if (fixed <= dynamic) {
            writeHeader(FIXED, last, out);
            codes.set(fixedLiteralCode, fixedDistanceCode);
        } else {
            writeHeader(DYNAMIC, last, out);
            codeLengths.write(out);
            codes.set(literalCode, distanceCode);
        }
        out.write(codes, data, from, sequences, first, end);
        int endOfBlock = codes.literals[Symbols.END_OF_BLOCK];
        out.write(SymbolCodes.bits(endOfBlock), SymbolCodes.count(endOfBlock));
    }

    private static void writeHeader(int type, boolean last, BitWriter out) {
        out.write(type << 1 | (last ? 1 : 0), HEADER_BITS);
    }

    private static long cost(SymbolCounts counts, HuffmanCode literalCode, HuffmanCode distanceCode) {
        return literalCode.cost(counts.literals) + distanceCode.cost(counts.distances) + counts.extraBits();
    }

    /** A stored block is a header, up to seven bits to the next byte, four bytes of length, and the bytes. */
    private static long storedCost(int bytes, int pendingBits) {
        int further = Math.max(0, bytes - 1) / LONGEST_STORED;
        int padding = -(pendingBits + HEADER_BITS) & 7;
        return HEADER_BITS + padding + 32 + 40L * further + 8L * bytes;
    }

    /** Section 3.2.4. Also what a piece ends with that is not the last: a block of no bytes, up to a byte's border. */
    static void store(byte[] data, int from, int count, boolean last, BitWriter out) {
        int at = from;
        int left = count;
        do {
            int taken = Math.min(left, LONGEST_STORED);
            left -= taken;
            writeHeader(STORED, last && left == 0, out);
            out.align();
            out.write(taken, 16);
            out.write(~taken & 0xffff, 16);
            out.copy(data, at, taken);
            at += taken;
        } while (left > 0);
    }
}
