// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

/**
 * What the random inputs of a test come from: always the same number, so that a build does not fail by chance. With
 * {@code -Dregshape.seed=random} it is another one for each run, with a number that of a run before.
 */
public final class RandomSeed {
    private static final String WANTED = System.getProperty("regshape.seed", "2026");
    private static final long SEED = WANTED.equals("random") ? System.nanoTime() : Long.parseLong(WANTED);

    private RandomSeed() {}

    /** Returns the seed, and prints it beside the name of the class that uses it. */
    public static long of(Class<?> test) {
        System.out.println(test.getSimpleName() + ": -Dregshape.seed=" + SEED);
        return SEED;
    }
}
