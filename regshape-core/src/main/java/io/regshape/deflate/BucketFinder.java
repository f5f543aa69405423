// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.util.Arrays;

/**
 * Looks at the last three places with the same hash. Fast, since a place that has nothing to offer costs one look
 * into one word.
 *
 * <p>That word is a bucket: three entries of 21 bits, the latest lowest. An entry is a position modulo 32 KiB (15 bits)
 * and a tag (6 bits), which is a part of the hash that did not go into the choice of the bucket. One addition
 * compares three tags. Entries never expire: whatever one says is a legal distance, and bytes are compared before they
 * are believed.
 */
final class BucketFinder implements MatchFinder {
    private static final int BUCKET_BITS = 14;
    private static final int POSITION_BITS = 15;
    private static final int POSITION_MASK = (1 << POSITION_BITS) - 1;
    private static final int TAG_BITS = 6;
    private static final int TAG_MASK = (1 << TAG_BITS) - 1;
    private static final int ENTRY_BITS = POSITION_BITS + TAG_BITS;

    private static final long EVERY_ENTRY = 1 | 1L << ENTRY_BITS | 1L << 2 * ENTRY_BITS;
    private static final long TAGS = EVERY_ENTRY * TAG_MASK << POSITION_BITS;
    /** The bit after each entry, to which a tag that is not zero carries when the largest tag is added. */
    private static final long CARRIES = EVERY_ENTRY << ENTRY_BITS;

    /** Five bytes: shorter matches are seldom worth their distance. */
    private static final int HASHED_BYTES = 5;

    private static final int NOT_HASHED_BITS = Long.SIZE - 8 * HASHED_BYTES;
    private static final long HASH_FACTOR = 0x9E3779B185EBCA87L;

    private static final int SHORTEST = 4;

    /** After each so many bytes without a match, the steps get one byte longer: what follows may not compress. */
    private static final int STEP_SHIFT = 5;

    private static final int LONGEST_STEP = 16;

    /** The longest step changes after every 64 bytes: were it always the same, repeats would often be stepped over. */
    private static final int STEP_CHANGE_SHIFT = 6;

    private static final int STEP_CHANGE_MASK = 3;

    /** One of so many positions of the window in front of a piece is remembered. */
    private static final int WINDOW_STRIDE = 4;

    private final long[] buckets = new long[1 << BUCKET_BITS];
    private final int lazyBelow;
    private final int stride;

    private byte[] data = {};
    private int window;
    private int to;

    /**
     * Makes a finder.
     *
     * @param lazyBelow for a match shorter than this, the next position is tried too
     * @param stride one of so many positions within a match is remembered
     */
    BucketFinder(int lazyBelow, int stride) {
        this.lazyBelow = lazyBelow;
        this.stride = stride;
    }

    @Override
    public void find(byte[] data, int window, int from, int to, Sequences sequences) {
        this.data = data;
        this.window = window;
        this.to = to;
        Arrays.fill(buckets, 0);
        remember(window, from, WINDOW_STRIDE);
        int literals = from;
        int at = from;
        int lastHashed = to - Long.BYTES;
        int length = SHORTEST - 1;
        int distance = 0;
        int match = from;
        while (at <= lastHashed) {
            long word = Words.getLong(data, at);
            int hash = hash(word);
            long tag = (long) (hash & TAG_MASK) << POSITION_BITS;
            long bucket = buckets[hash >>> TAG_BITS];
            buckets[hash >>> TAG_BITS] = bucket << ENTRY_BITS | tag | at & POSITION_MASK;
            long equalTags = ~(((bucket ^ tag * EVERY_ENTRY) & TAGS) + TAGS) & CARRIES;
            long longer = equalTags == 0 ? 0 : longerMatch(at, word, bucket, length);
            if (longer != 0) {
                length = (int) (longer >>> 16);
                distance = (int) longer & 0xffff;
                match = at;
                if (length < lazyBelow) {
                    // Lazy matching: the next position may have a longer match.
                    at++;
                    continue;
                }
            }
            if (length >= SHORTEST) {
                int back = commonBefore(match, distance, Math.min(match - literals, Symbols.LONGEST_MATCH - length));
                sequences.add(match - back - literals, length + back, distance);
                literals = match + length;
                remember(at + 1, Math.min(literals, lastHashed), stride);
                at = literals;
                length = SHORTEST - 1;
            } else {
                int longestStep = LONGEST_STEP - (at >>> STEP_CHANGE_SHIFT & STEP_CHANGE_MASK);
                at += Math.min(longestStep, 1 + (at - literals >> STEP_SHIFT));
            }
        }
        if (length >= SHORTEST) {
            sequences.add(match - literals, length, distance);
            literals = match + length;
        }
        sequences.add(to - literals, 0, 0);
    }

    /**
     * Looks at the three entries of a bucket for a match that is longer than a given length.
     *
     * <p>Which entry matches how far is not foreseeable, so the processor is not made to guess: eight bytes of all three
     * are compared first, the last eight of those that have to be equal.
     *
     * @return the length, shifted left by 16, and the distance; or 0
     */
    private long longerMatch(int at, long word, long bucket, int length) {
        int skipped = Math.max(0, length + 1 - Long.BYTES);
        long end = skipped == 0 ? word : Words.getLong(data, at + skipped);
        int distance0 = distance(at, (int) bucket);
        int distance1 = distance(at, (int) (bucket >>> ENTRY_BITS));
        int distance2 = distance(at, (int) (bucket >>> 2 * ENTRY_BITS));
        int equal0 = equalBytes(end, Words.getLong(data, at + skipped - distance0));
        int equal1 = equalBytes(end, Words.getLong(data, at + skipped - distance1));
        int equal2 = equalBytes(end, Words.getLong(data, at + skipped - distance2));
        int most = Math.max(equal0, Math.max(equal1, equal2));
        if (skipped + most <= length) {
            return 0;
        }
        if (most < Long.BYTES) {
            int distance = equal0 == most ? distance0 : equal1 == most ? distance1 : distance2;
            return at - distance < window ? 0 : (long) most << 16 | distance;
        }
        long longest = (long) length << 16 | 0xffff;
        if (equal0 == Long.BYTES) {
            longest = longer(at, distance0, longest);
        }
        if (equal1 == Long.BYTES) {
            longest = longer(at, distance1, longest);
        }
        if (equal2 == Long.BYTES) {
            longest = longer(at, distance2, longest);
        }
        return longest >>> 16 > length ? longest : 0;
    }

    private long longer(int at, int distance, long longest) {
        int earlier = at - distance;
        int length = (int) (longest >>> 16);
        if (earlier < window) {
            return longest;
        }
        int most = Math.min(Symbols.LONGEST_MATCH, to - at);
        int common = Words.commonLength(data, earlier, at, 0, most);
        return common > length ? (long) common << 16 | distance : longest;
    }

    private static int distance(int at, int entry) {
        return (at - 1 - entry & POSITION_MASK) + 1;
    }

    private static int equalBytes(long first, long second) {
        return Long.numberOfTrailingZeros(first ^ second) >>> 3;
    }

    /** Counts equal bytes in front of a match: positions were left out, and four bytes are not always found. */
    private int commonBefore(int match, int distance, int limit) {
        int most = Math.min(limit, match - distance - window);
        int common = 0;
        while (common < most && data[match - common - 1] == data[match - common - 1 - distance]) {
            common++;
        }
        return common;
    }

    private static int hash(long word) {
        return (int) ((word << NOT_HASHED_BITS) * HASH_FACTOR >>> Long.SIZE - BUCKET_BITS - TAG_BITS);
    }

    private void remember(int from, int to, int stride) {
        for (int i = from; i < to; i += stride) {
            int hash = hash(Words.getLong(data, i));
            int bucket = hash >>> TAG_BITS;
            buckets[bucket] =
                    buckets[bucket] << ENTRY_BITS | (long) (hash & TAG_MASK) << POSITION_BITS | i & POSITION_MASK;
        }
    }
}
