// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Words inside byte arrays, little-endian whatever the machine. */
final class Words {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long word) {
        LONG.set(bytes, at, word);
    }

    /**
     * Counts how many bytes two places have in common.
     *
     * @param known how many are known to be equal
     * @param most where to stop counting
     */
    static int commonLength(byte[] bytes, int earlier, int later, int known, int most) {
        int length = known;
        while (length + Long.BYTES <= most) {
            long difference = getLong(bytes, earlier + length) ^ getLong(bytes, later + length);
            if (difference != 0) {
                return length + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            length += Long.BYTES;
        }
        while (length < most && bytes[earlier + length] == bytes[later + length]) {
            length++;
        }
        return length;
    }
}
