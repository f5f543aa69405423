// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** Writes bits into a byte array, the lowest of each byte first (RFC 1951, section 3.1.1). */
final class BitWriter {
    /** How many bytes behind the last one a write may touch. */
    static final int MARGIN = Long.BYTES;

    private byte[] bytes = {};
    private int length;
    private long pending;
    private int pendingBits;

    /** Begins at the start of an array. */
    void reset(byte[] target) {
        bytes = target;
        length = 0;
        pending = 0;
        pendingBits = 0;
    }

    /**
     * Writes some bits.
     *
     * @param value the bits, and nothing above them
     * @param count how many, at most 56
     */
    void write(long value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        Words.putLong(bytes, length, pending);
        length += pendingBits >>> 3;
        pending >>>= pendingBits & ~7;
        pendingBits &= 7;
    }

    /** Fills up the last byte with zeros. */
    void align() {
        write(0, -pendingBits & 7);
    }

    /** Appends bytes. To be called at a byte's border. */
    void copy(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Returns how many bytes are complete. */
    int length() {
        return length;
    }

    /** Returns how many bits of the next byte are written, 0 to 7. */
    int pendingBits() {
        return pendingBits;
    }

    /**
     * Writes the symbols of sequences. This is the same as calling {@link #write} for each, but the state stays in
     * registers.
     */
    void write(SymbolCodes codes, byte[] data, int from, Sequences sequences, int first, int end) {
        final byte[] target = bytes;
        final int[] literals = codes.literals;
        long bits = pending;
        int count = pendingBits;
        int to = length;
        int at = from;
        for (int i = first; i < end; i++) {
            long sequence = sequences.get(i);
            int left = Sequences.literals(sequence);
            do {
                // Four at a time without a branch: where there are fewer, the mask leaves nothing of the others. At
                // most 7 bits are pending, and four literals have at most 56.
                int a = literals[data[at] & 0xff] & -left >> 31;
                int b = literals[data[at + 1] & 0xff] & 1 - left >> 31;
                int c = literals[data[at + 2] & 0xff] & 2 - left >> 31;
                int d = literals[data[at + 3] & 0xff] & 3 - left >> 31;
                bits |= (long) SymbolCodes.bits(a) << count;
                count += SymbolCodes.count(a);
                bits |= (long) SymbolCodes.bits(b) << count;
                count += SymbolCodes.count(b);
                bits |= (long) SymbolCodes.bits(c) << count;
                count += SymbolCodes.count(c);
                bits |= (long) SymbolCodes.bits(d) << count;
                count += SymbolCodes.count(d);
                Words.putLong(target, to, bits);
                to += count >>> 3;
                bits >>>= count & ~7;
                count &= 7;
                at += Math.min(left, 4);
                left -= 4;
            } while (left > 0);
            int matched = Sequences.length(sequence);
            if (matched > 0) {
                int lengthCode = codes.lengths[matched];
                bits |= (long) SymbolCodes.bits(lengthCode) << count;
                count += SymbolCodes.count(lengthCode);
                int distance = Sequences.distance(sequence);
                int symbol = Symbols.ofDistance(distance);
                int distanceCode = codes.distances[symbol];
                int extraBits = Symbols.distanceExtraBits(symbol);
                bits |= (long) SymbolCodes.bits(distanceCode) << count;
                count += SymbolCodes.count(distanceCode);
                bits |= (long) (distance - 1 & (1 << extraBits) - 1) << count;
                count += extraBits;
                Words.putLong(target, to, bits);
                to += count >>> 3;
                bits >>>= count & ~7;
                count &= 7;
                at += matched;
            }
        }
        pending = bits;
        pendingBits = count;
        length = to;
    }
}
