// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A set of numbers in one array, 11 to 21 bytes a number: open addressing with linear probing.
 *
 * <p>Where a number goes depends on a factor that differs from process to process, so nobody can make up numbers that
 * all go to one place and turn a pass over many of them into hours.
 */
final class LongSet {
    private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;

    private long[] slots = new long[64];
    private int size;
    /** Zero marks a free slot, so it is kept here. */
    private boolean holdsZero;

    /** Adds a number; returns whether it is new. */
    boolean add(long number) {
        if (number == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        int slot = slotOf(number);
        if (slots[slot] == number) {
            return false;
        }
        slots[slot] = number;
        size++;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return true;
    }

    boolean contains(long number) {
        return number == 0 ? holdsZero : slots[slotOf(number)] == number;
    }

    int size() {
        return size + (holdsZero ? 1 : 0);
    }

    /** Returns the slot that holds the number, or the free one where it would go. */
    private int slotOf(long number) {
        int mask = slots.length - 1;
        int slot = (int) (number * FACTOR >>> 33) & mask;
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (long number : old) {
            if (number != 0) {
                slots[slotOf(number)] = number;
            }
        }
    }
}
