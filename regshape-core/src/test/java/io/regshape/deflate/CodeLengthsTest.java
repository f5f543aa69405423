// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read as RFC 1951, section 3.2.7 says. */
class CodeLengthsTest {
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final CodeLengths codeLengths = new CodeLengths();
    private final byte[] bytes = new byte[1_000];
    /** How often each of the nineteen symbols was read. */
    private final int[] seen = new int[19];

    /** Writes lengths and reads them again; checks that they are the same, and took as many bits as foretold. */
    private void assertComesBack(byte[] literals, byte[] distances) {
        HuffmanCode literalCode = new HuffmanCode(Symbols.LITERALS, 15);
        literalCode.setLengths(Arrays.copyOf(literals, Symbols.LITERALS));
        HuffmanCode distanceCode = new HuffmanCode(Symbols.DISTANCES, 15);
        distanceCode.setLengths(Arrays.copyOf(distances, Symbols.DISTANCES));
        codeLengths.set(literalCode, distanceCode);
        BitWriter out = new BitWriter();
        out.reset(bytes);
        codeLengths.write(out);

        BitReader in = new BitReader(bytes);
        int literalCount = 257 + in.number(5);
        int distanceCount = 1 + in.number(5);
        int[] read = read(in, literalCount + distanceCount);
        assertThat(Arrays.copyOf(Arrays.copyOf(read, literalCount), literals.length))
                .isEqualTo(ints(literals));
        assertThat(Arrays.copyOf(Arrays.copyOfRange(read, literalCount, read.length), distances.length))
                .isEqualTo(ints(distances));
        assertThat(in.position()).isEqualTo(8 * out.length() + out.pendingBits());
        assertThat(codeLengths.cost()).isEqualTo(in.position());
    }

    private int[] read(BitReader in, int total) {
        int[] lengthLengths = new int[19];
        int written = 4 + in.number(4);
        for (int i = 0; i < written; i++) {
            lengthLengths[ORDER[i]] = in.number(3);
        }
        assertThat(written == 4 || lengthLengths[ORDER[written - 1]] != 0).isTrue();
        Arrays.fill(seen, 0);
        int[] lengths = new int[total];
        int at = 0;
        while (at < total) {
            int symbol = in.symbol(lengthLengths);
            seen[symbol]++;
            switch (symbol) {
                case 16 -> {
                    int end = at + 3 + in.number(2);
                    Arrays.fill(lengths, at, end, lengths[at - 1]);
                    at = end;
                }
                case 17 -> at += 3 + in.number(3);
                case 18 -> at += 11 + in.number(7);
                default -> lengths[at++] = symbol;
            }
        }
        assertThat(at).isEqualTo(total);
        return lengths;
    }

    private static int[] ints(byte[] bytes) {
        int[] ints = new int[bytes.length];
        Arrays.setAll(ints, i -> bytes[i]);
        return ints;
    }

    @Test
    void comesBack() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            byte[] both = new byte[Symbols.LITERALS + Symbols.DISTANCES];
            int longest = random.nextInt(16);
            int longestRun = 1 << random.nextInt(9);
            int at = 0;
            while (at < both.length) {
                int run = Math.min(both.length - at, 1 + random.nextInt(longestRun));
                Arrays.fill(both, at, at + run, (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt(longest + 1)));
                at += run;
            }
            assertComesBack(
                    Arrays.copyOf(both, Symbols.LITERALS), Arrays.copyOfRange(both, Symbols.LITERALS, both.length));
        }
    }

    /** By the length of the run: how often 0, and the two symbols for several. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 0",
        "2, 2, 0, 0",
        "3, 0, 1, 0",
        "10, 0, 1, 0",
        "11, 0, 0, 1",
        "138, 0, 0, 1",
        "139, 1, 0, 1",
        "140, 2, 0, 1",
        "141, 0, 1, 1",
        "148, 0, 1, 1",
        "149, 0, 0, 2"
    })
    void shortensRunsOfZeros(int run, int zeros, int few, int many) {
        byte[] lengths = alternating();
        Arrays.fill(lengths, 50, 50 + run, (byte) 0);
        assertComesBack(lengths, new byte[] {1, 1});
        assertThat(new int[] {seen[0], seen[17], seen[18]}).containsExactly(zeros, few, many);
    }

    /** By the length of the run: how often the length itself, and the symbol that repeats it. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "3, 3, 0", "4, 1, 1", "7, 1, 1", "8, 2, 1", "9, 3, 1", "10, 1, 2", "13, 1, 2", "16, 1, 3"})
    void shortensRunsOfEqualLengths(int run, int single, int repeats) {
        byte[] lengths = alternating();
        Arrays.fill(lengths, 50, 50 + run, (byte) 7);
        assertComesBack(lengths, new byte[] {1, 2});
        assertThat(new int[] {seen[7], seen[16]}).containsExactly(single, repeats);
    }

    @Test
    void letsARunGoOnFromOneCodeIntoTheOther() {
        byte[] lengths = alternating();
        Arrays.fill(lengths, Symbols.LITERALS - 3, Symbols.LITERALS, (byte) 7);
        assertComesBack(lengths, new byte[] {7, 7, 7, 7, 1});
        assertThat(new int[] {seen[7], seen[16]}).containsExactly(1, 1);
    }

    @Test
    void leavesOutUnusedSymbolsAtTheEnd() {
        byte[] lengths = new byte[Symbols.LITERALS];
        lengths[0] = 1;
        lengths[256] = 1;
        assertComesBack(lengths, new byte[] {1, 1});
        BitReader in = new BitReader(bytes);
        assertThat(in.number(5)).isZero();
        assertThat(in.number(5)).isEqualTo(1);
        assertThat(in.number(4)).as("up to the length 1, the last but one").isEqualTo(18 - 4);
    }

    private static byte[] alternating() {
        byte[] lengths = new byte[Symbols.LITERALS];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (byte) (8 + i % 2);
        }
        return lengths;
    }
}
