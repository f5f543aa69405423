// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

/**
 * What the random inputs of a test come from: always the same number, so that a build fails for what it changes and for
 * nothing else. {@code -Dregshape.seed=random} looks further, {@code -Dregshape.seed=NUMBER} repeats what that found.
 */
public final class RandomSeed {
    private RandomSeed() {}

    /** Returns the seed, printed beside the test's name. */
    public static long of(Class<?> test) {
        String wanted = System.getProperty("regshape.seed", "1");
        long seed = wanted.equals("random") ? System.nanoTime() : Long.parseLong(wanted);
        System.out.println(test.getSimpleName() + ": -Dregshape.seed=" + seed);
        return seed;
    }
}
