// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** What the levels 1 to 9 stand for. A change here changes bytes that are promised: docs/compression.md. */
enum Effort {
    /** Levels 1 and 2. */
    FASTEST {
        @Override
        MatchFinder newFinder() {
            return new BucketFinder(0, 8);
        }
    },

    /** Levels 3 to 6. */
    NORMAL {
        @Override
        MatchFinder newFinder() {
            return new BucketFinder(24, 2);
        }
    },

    /** Levels 7 and 8. */
    HIGH {
        @Override
        MatchFinder newFinder() {
            return new ChainFinder(32, 64);
        }
    },

    /** Level 9. */
    HIGHEST {
        @Override
        MatchFinder newFinder() {
            return new ChainFinder(512, Symbols.LONGEST_MATCH);
        }
    };

    private static final int HIGHEST_LEVEL = 9;

    static Effort of(int level) {
        if (level < 1 || level > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("level " + level + " is not 1 to " + HIGHEST_LEVEL);
        }
        return level <= 2 ? FASTEST : level <= 6 ? NORMAL : level < HIGHEST_LEVEL ? HIGH : HIGHEST;
    }

    /** Returns a finder, which one thread at a time may use. */
    abstract MatchFinder newFinder();
}
