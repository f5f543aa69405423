// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import io.regshape.layer.Inputs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What the encoder is tried with. */
final class Corpus {
    private static final int WINDOW = 32 * 1024;

    private Corpus() {}

    /** Inputs that are awkward, by what is awkward about them. */
    static Map<String, byte[]> of(Random random) {
        Map<String, byte[]> corpus = new LinkedHashMap<>();
        for (int length : new int[] {
            0,
            1,
            2,
            3,
            7,
            8,
            9,
            257,
            258,
            259,
            WINDOW - 1,
            WINDOW,
            WINDOW + 1,
            Piece.SIZE - 1,
            Piece.SIZE,
            Piece.SIZE + 1
        }) {
            corpus.put("zeros " + length, new byte[length]);
            corpus.put("random " + length, random(random, length, 256));
            corpus.put("few symbols " + length, random(random, length, 3));
        }
        corpus.put("all symbols", allSymbols());
        corpus.put("Fibonacci frequencies", fibonacci());
        corpus.put("one match at the window's end", farMatch(random, WINDOW));
        corpus.put("one match beyond the window", farMatch(random, WINDOW + 1));
        corpus.put("text", text(random, 700_000));
        corpus.put(
                "compressed in the middle",
                Inputs.concat(text(random, 200_000), random(random, 400_000, 256), text(random, 200_000)));
        corpus.put("periods", periods(random));
        corpus.put("one hash of five bytes", fivesOfOneHash());
        corpus.put("one hash of four bytes", foursOfOneHash());
        corpus.put("compressed in two ways", Inputs.concat(random(random, 100_000, 256), random(random, 100_000, 64)));
        return corpus;
    }

    /** Returns bytes without order, of some number of values. */
    static byte[] random(Random random, int length, int symbols) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(symbols);
        }
        return bytes;
    }

    private static byte[] allSymbols() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** The deepest tree that there is: without a limit the rarest symbols would have codes of 22 bits. */
    private static byte[] fibonacci() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] counts = new int[23];
        counts[0] = 1;
        counts[1] = 1;
        for (int i = 2; i < counts.length; i++) {
            counts[i] = counts[i - 1] + counts[i - 2];
        }
        Random random = new Random(3);
        int left = Arrays.stream(counts).sum();
        // Shuffled, so that there are no matches to speak of.
        while (left > 0) {
            int at = random.nextInt(left);
            int symbol = 0;
            while (at >= counts[symbol]) {
                at -= counts[symbol++];
            }
            counts[symbol]--;
            left--;
            bytes.write(symbol * 11);
        }
        return bytes.toByteArray();
    }

    private static byte[] farMatch(Random random, int distance) {
        byte[] word = random(random, 300, 256);
        return Inputs.concat(word, random(random, distance - word.length, 256), word, word);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns words that come again and again. */
    static byte[] text(Random random, int length) {
        String[] words = {"layer", "digest", "the", "of", "manifest", "a", "blob", "is", "\n", "config", "size"};
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)]).append(random.nextInt(20) == 0 ? ". " : " ");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] periods(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int period = 1; period < 300; period += 7) {
            byte[] unit = random(random, period, 256);
            for (int i = 0; i < 2_000 / period + 2; i++) {
                bytes.writeBytes(unit);
            }
        }
        return bytes.toByteArray();
    }

    /** Five bytes at a time whose product with the hash's factor has the same upper bits. */
    private static byte[] fivesOfOneHash() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long factor = 0x9E3779B185EBCA87L;
        for (long value = 1; bytes.size() < 10_000; value++) {
            if ((value << 24) * factor >>> 50 == 77) {
                write(value, 5, bytes);
            }
        }
        return bytes.toByteArray();
    }

    /** The same with four bytes, and the other hash. */
    private static byte[] foursOfOneHash() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int value = 1; bytes.size() < 10_000; value++) {
            if (value * 0x9E3779B1 >>> 17 == 77) {
                write(value, 4, bytes);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(long value, int count, ByteArrayOutputStream bytes) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (value >>> 8 * i));
        }
    }
}
