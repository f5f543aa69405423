// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A ustar archive built block by block, so that it can be wrong on purpose. */
final class LayerTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LayerTar file(String path, String content) {
        return entry('0', path, "", content);
    }

    LayerTar directory(String path) {
        return entry('5', path, "", "");
    }

    LayerTar link(char type, String path, String target) {
        return entry(type, path, target, "");
    }

    LayerTar entry(char type, String path, String target, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(header(type, path, target, data.length));
        bytes.writeBytes(data);
        bytes.writeBytes(new byte[-data.length & 511]);
        return this;
    }

    /** Returns the tar with the two zero blocks that end it. */
    byte[] bytes() {
        ByteArrayOutputStream ended = new ByteArrayOutputStream();
        ended.writeBytes(bytes.toByteArray());
        ended.writeBytes(new byte[1024]);
        return ended.toByteArray();
    }

    /** Returns the tar without an end. */
    byte[] open() {
        return bytes.toByteArray();
    }

    private static byte[] header(char type, String path, String target, long size) {
        byte[] block = new byte[512];
        put(block, 0, path);
        put(block, 100, "0000644\0000000000\0000000000\000");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "14000000000");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 157, target);
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, block, offset, encoded.length);
    }
}
