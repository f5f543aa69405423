// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.util.Arrays;

/** A Huffman code for one alphabet, made from how often each symbol occurs (RFC 1951, section 3.2.2). */
final class HuffmanCode {
    /** No code of ours is longer. */
    static final int LONGEST = 15;

    private static final int SYMBOL_BITS = 9;
    private static final int DIGIT_BITS = 8;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;

    private final int limit;
    private final int symbols;
    private final byte[] lengths;
    private final short[] bits;

    /** The symbols in use, by how often they occur: that number in front of the symbol. */
    private final int[] sorted;
    /** First the weights of the tree's nodes, then links to their parents, at last depths. */
    private final int[] tree;

    private final int[] digitStarts = new int[DIGIT_MASK + 2];
    private final int[] lengthCounts = new int[LONGEST + 1];
    private final int[] nextBits = new int[LONGEST + 1];

    /**
     * Makes room for a code.
     *
     * @param symbols how many symbols the alphabet has
     * @param limit the length that no code may exceed
     */
    HuffmanCode(int symbols, int limit) {
        this.symbols = symbols;
        this.limit = limit;
        this.lengths = new byte[symbols];
        this.bits = new short[symbols];
        this.sorted = new int[symbols];
        this.tree = new int[symbols];
    }

    /** Returns the length of a symbol's code, 0 when the symbol does not occur. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** Copies the lengths of the first symbols' codes. */
    void copyLengths(int count, byte[] target, int at) {
        System.arraycopy(lengths, 0, target, at, count);
    }

    /** Returns a symbol's code with its first bit lowest, as it is written (section 3.1.1). */
    int bits(int symbol) {
        return bits[symbol] & 0xffff;
    }

    /** Returns how many symbols there are up to the last that has a code, and no fewer than given. */
    int used(int atLeast) {
        int used = symbols;
        while (used > atLeast && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    /** Returns how many bits the symbols take. */
    long cost(int[] counts) {
        long cost = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            cost += (long) counts[symbol] * lengths[symbol];
        }
        return cost;
    }

    /**
     * Finds the code.
     *
     * <p>It is complete, with two symbols at least: there are readers that refuse others.
     *
     * @param counts how often each symbol occurs, less than 2^22 times
     */
    void build(int[] counts) {
        Arrays.fill(lengths, (byte) 0);
        int used = sort(counts);
        if (used < 2) {
            int only = used == 0 ? 0 : sorted[0] & (1 << SYMBOL_BITS) - 1;
            lengths[only] = 1;
            lengths[only == 0 ? 1 : 0] = 1;
        } else {
            measure(used);
            countLengths(used);
            assignLengths(used);
        }
        assignBits();
    }

    /** The fixed code of section 3.2.6, or any other that is given by its lengths. */
    void setLengths(byte[] given) {
        System.arraycopy(given, 0, lengths, 0, symbols);
        assignBits();
    }

    /** Sorts by the lowest digit of the counts, then by the next: each time, equal ones keep their order. */
    private int sort(int[] counts) {
        int used = 0;
        int largest = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            if (counts[symbol] > 0) {
                sorted[used++] = counts[symbol] << SYMBOL_BITS | symbol;
                largest = Math.max(largest, counts[symbol]);
            }
        }
        for (int shift = SYMBOL_BITS; largest > 0; shift += DIGIT_BITS) {
            sortByDigit(used, shift);
            largest >>>= DIGIT_BITS;
        }
        return used;
    }

    private void sortByDigit(int used, int shift) {
        Arrays.fill(digitStarts, 0);
        for (int i = 0; i < used; i++) {
            digitStarts[(sorted[i] >>> shift & DIGIT_MASK) + 1]++;
        }
        for (int digit = 1; digit <= DIGIT_MASK; digit++) {
            digitStarts[digit] += digitStarts[digit - 1];
        }
        for (int i = 0; i < used; i++) {
            tree[digitStarts[sorted[i] >>> shift & DIGIT_MASK]++] = sorted[i];
        }
        System.arraycopy(tree, 0, sorted, 0, used);
    }

    /**
     * Puts the optimal lengths into {@code tree}, in the order of {@code sorted}, in place (A. Moffat, J. Katajainen:
     * In-Place Calculation of Minimum-Redundancy Codes, 1995).
     */
    private void measure(int used) {
        for (int i = 0; i < used; i++) {
            tree[i] = sorted[i] >>> SYMBOL_BITS;
        }
        // Join the two lightest, over and over; where a node's weight is no longer needed, its parent is noted.
        int leaf = 0;
        int root = 0;
        for (int next = 0; next < used - 1; next++) {
            int weight = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf >= used || root < next && tree[root] < tree[leaf]) {
                    weight += tree[root];
                    tree[root++] = next;
                } else {
                    weight += tree[leaf++];
                }
            }
            tree[next] = weight;
        }
        // From the root down: a node is one deeper than its parent.
        tree[used - 2] = 0;
        for (int node = used - 3; node >= 0; node--) {
            tree[node] = tree[tree[node]] + 1;
        }
        // At each depth, what is no inner node is a leaf.
        int node = used - 2;
        int next = used - 1;
        int available = 1;
        for (int depth = 0; available > 0; depth++) {
            int inner = 0;
            while (node >= 0 && tree[node] == depth) {
                inner++;
                node--;
            }
            for (int leaves = available - inner; leaves > 0; leaves--) {
                tree[next--] = depth;
            }
            available = 2 * inner;
        }
    }

    /**
     * Counts the codes of each length, with none beyond the limit.
     *
     * <p>Cutting lengths down to the limit takes more of the code space than there is. Moving a code of the limit's
     * length beside a shorter one, both one bit longer than that was, gives back one code of the limit's length.
     */
    private void countLengths(int used) {
        Arrays.fill(lengthCounts, 0);
        int space = 0;
        for (int i = 0; i < used; i++) {
            int length = Math.min(tree[i], limit);
            lengthCounts[length]++;
            space += 1 << limit - length;
        }
        for (int excess = space - (1 << limit); excess > 0; excess--) {
            int length = limit - 1;
            while (lengthCounts[length] == 0) {
                length--;
            }
            lengthCounts[length]--;
            lengthCounts[length + 1] += 2;
            lengthCounts[limit]--;
        }
    }

    /** The rarest get the longest. */
    private void assignLengths(int used) {
        int next = 0;
        for (int length = limit; next < used; length--) {
            for (int i = lengthCounts[length]; i > 0; i--) {
                lengths[sorted[next++] & (1 << SYMBOL_BITS) - 1] = (byte) length;
            }
        }
    }

    /** The three steps of section 3.2.2. */
    private void assignBits() {
        Arrays.fill(lengthCounts, 0);
        for (byte length : lengths) {
            lengthCounts[length]++;
        }
        lengthCounts[0] = 0;
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = code + lengthCounts[length - 1] << 1;
            nextBits[length] = code;
        }
        for (int symbol = 0; symbol < symbols; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                bits[symbol] = (short) (Integer.reverse(nextBits[length]++) >>> Integer.SIZE - length);
            }
        }
    }
}
