// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    private static HuffmanCode code(int limit, int... counts) {
        HuffmanCode code = new HuffmanCode(counts.length, limit);
        code.build(counts);
        return code;
    }

    private static int[] lengths(HuffmanCode code, int symbols) {
        int[] lengths = new int[symbols];
        Arrays.setAll(lengths, code::length);
        return lengths;
    }

    /** Counts of many kinds: even, skewed, with gaps, of one to four digits. */
    private static int[] counts(Random random) {
        int[] counts = new int[2 + random.nextInt(285)];
        int kind = random.nextInt(4);
        int most = 1 << 1 + random.nextInt(16);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = switch (kind) {
                case 0 -> 1 + random.nextInt(most);
                case 1 -> random.nextInt(3) == 0 ? random.nextInt(most) : 0;
                case 2 -> 1 + most / (i + 1);
                default -> random.nextInt(1 + random.nextInt(most));
            };
        }
        return counts;
    }

    /** What Huffman's algorithm costs in its plain form: the weights of all inner nodes. */
    private static long optimum(int[] counts) {
        PriorityQueue<Long> weights = new PriorityQueue<>();
        for (int count : counts) {
            if (count > 0) {
                weights.add((long) count);
            }
        }
        long cost = 0;
        while (weights.size() > 1) {
            long joined = weights.remove() + weights.remove();
            cost += joined;
            weights.add(joined);
        }
        return cost;
    }

    private static int[] fibonacci(int symbols) {
        int[] counts = new int[symbols];
        Arrays.fill(counts, 1);
        for (int i = 2; i < symbols; i++) {
            counts[i] = counts[i - 1] + counts[i - 2];
        }
        return counts;
    }

    @Test
    void isCompleteAndWithinTheLimit() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int[] counts = counts(random);
            for (int limit : new int[] {9, 14, 15}) {
                HuffmanCode code = code(limit, counts);
                int space = 0;
                for (int symbol = 0; symbol < counts.length; symbol++) {
                    int length = code.length(symbol);
                    assertThat(length).isBetween(0, limit);
                    space += length == 0 ? 0 : 1 << limit - length;
                    if (counts[symbol] > 0) {
                        assertThat(length).isPositive();
                    }
                }
                assertThat(space).as("round %d, limit %d", round, limit).isEqualTo(1 << limit);
            }
        }
    }

    @Test
    void isOptimalWhereTheLimitIsFarAway() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            int[] counts = counts(random);
            HuffmanCode code = code(15, counts);
            if (Arrays.stream(counts).filter(count -> count > 0).count() > 1
                    && Arrays.stream(lengths(code, counts.length)).max().orElseThrow() < 15) {
                assertThat(code.cost(counts)).isEqualTo(optimum(counts));
            }
        }
    }

    @Test
    void givesShorterCodesToWhatIsMoreFrequent() {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            int[] counts = counts(random);
            HuffmanCode code = code(10, counts);
            for (int a = 0; a < counts.length; a++) {
                for (int b = 0; b < counts.length; b++) {
                    if (counts[a] > counts[b] && counts[b] > 0) {
                        assertThat(code.length(a)).isLessThanOrEqualTo(code.length(b));
                    }
                }
            }
        }
    }

    @Test
    void reachesTheLimitAndNotBeyond() {
        int[] counts = fibonacci(15);
        assertThat(lengths(code(14, counts), 15)).containsExactly(14, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        // One level too deep: the pair at the bottom moves up, beside the nearest shorter code.
        assertThat(lengths(code(13, counts), 15)).containsExactly(13, 13, 13, 13, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(code(15, fibonacci(22)).cost(fibonacci(22))).isLessThan(optimum(fibonacci(22)) * 1001 / 1000);
    }

    /** Section 3.2.7 knows codes of one symbol, but there are readers that refuse them. */
    @Test
    void hasTwoSymbolsAtLeast() {
        assertThat(lengths(code(15, 0, 0, 0), 3)).containsExactly(1, 1, 0);
        assertThat(lengths(code(15, 7, 0, 0), 3)).containsExactly(1, 1, 0);
        assertThat(lengths(code(15, 0, 7, 0), 3)).containsExactly(1, 1, 0);
        assertThat(lengths(code(15, 0, 0, 7), 3)).containsExactly(1, 0, 1);
    }

    /** The example of section 3.2.2: lengths of A to H, and their codes. */
    @Test
    void assignsBitsAsTheSpecificationDoes() {
        HuffmanCode code = new HuffmanCode(8, 15);
        code.setLengths(new byte[] {3, 3, 3, 3, 3, 2, 4, 4});
        String[] expected = {"010", "011", "100", "101", "110", "00", "1110", "1111"};
        for (int symbol = 0; symbol < expected.length; symbol++) {
            String reversed = new StringBuilder(expected[symbol]).reverse().toString();
            assertThat(code.bits(symbol)).isEqualTo(Integer.parseInt(reversed, 2));
        }
    }

    @Test
    void hasCodesOfFifteenBits() {
        HuffmanCode code = code(15, fibonacci(16));
        assertThat(code.length(0)).isEqualTo(15);
        assertThat(code.bits(0)).isEqualTo(0b011_1111_1111_1111);
        assertThat(code.bits(1)).isEqualTo(0b111_1111_1111_1111);
    }

    @Test
    void forgetsTheFormerCode() {
        HuffmanCode code = new HuffmanCode(4, 15);
        code.build(new int[] {1, 2, 4, 8});
        code.build(new int[] {0, 5, 5, 0});
        assertThat(lengths(code, 4)).containsExactly(0, 1, 1, 0);
        assertThat(code.bits(1)).isZero();
        assertThat(code.bits(2)).isEqualTo(1);
    }

    @Test
    void knowsWhatSymbolsCost() {
        HuffmanCode code = code(15, 1, 1, 2);
        assertThat(code.cost(new int[] {10, 100, 1_000})).isEqualTo(20 + 200 + 1_000);
    }

    @Test
    void knowsTheLastSymbolInUse() {
        HuffmanCode code = code(15, 1, 0, 1, 0, 0);
        assertThat(code.used(0)).isEqualTo(3);
        assertThat(code.used(3)).isEqualTo(3);
        assertThat(code.used(4)).isEqualTo(4);
        assertThat(code(15, 1, 1, 1).used(1)).isEqualTo(3);
    }

    @Test
    void copiesLengths() {
        byte[] target = new byte[5];
        code(15, 1, 1, 2, 4).copyLengths(3, target, 1);
        assertThat(target).containsExactly(0, 3, 3, 2, 0);
    }
}
