// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers by number, in two arrays, 21 to 43 bytes an entry: open addressing with linear probing. Every key has the
 * value 0 until it gets another.
 *
 * <p>Where a key goes depends on a factor that differs from process to process, so nobody can make up keys that all go to
 * one place.
 */
final class LongMap {
    private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;

    private long[] keys = new long[64];
    private long[] values = new long[64];
    private int size;
    /** The value of the key 0, which in the array marks a free place. */
    private long valueOfZero;

    long get(long key) {
        if (key == 0) {
            return valueOfZero;
        }
        int slot = slotOf(key);
        return keys[slot] == key ? values[slot] : 0;
    }

    void put(long key, long value) {
        if (key == 0) {
            valueOfZero = value;
            return;
        }
        int slot = slotOf(key);
        if (keys[slot] != key) {
            if (++size > keys.length / 4 * 3) {
                grow();
                slot = slotOf(key);
            }
            keys[slot] = key;
        }
        values[slot] = value;
    }

    int size() {
        return size;
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * FACTOR >>> 33) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[oldValues.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
