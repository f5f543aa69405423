// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

/** What the levels 1 to 9 stand for. A change here changes bytes that are promised: docs/compression.md. */
enum Effort {
    /** Levels 1 and 2. */
    FASTEST {
        @Override
        PieceEncoder newEncoder() {
            return new PieceEncoder(new BucketFinder(0, 8), true);
        }
    },

    /** Levels 3 to 6. */
    NORMAL {
        @Override
        PieceEncoder newEncoder() {
            return new PieceEncoder(new BucketFinder(24, 2), true);
        }
    },

    /** Levels 7 and 8. */
    HIGH {
        @Override
        PieceEncoder newEncoder() {
            return new PieceEncoder(new ChainFinder(32, 64), false);
        }
    },

    /** Level 9. */
    HIGHEST {
        @Override
        PieceEncoder newEncoder() {
            return new PieceEncoder(new ChainFinder(512, Symbols.LONGEST_MATCH), false);
        }
    };

    private static final int HIGHEST_LEVEL = 9;

    static Effort of(int level) {
        if (level < 1 || level > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("level " + level + " is not 1 to " + HIGHEST_LEVEL);
        }
        return level <= 2 ? FASTEST : level <= 6 ? NORMAL : level < HIGHEST_LEVEL ? HIGH : HIGHEST;
    }

    /** Returns an encoder, which one thread at a time may use. */
    abstract PieceEncoder newEncoder();
}
