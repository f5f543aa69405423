// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds a tar block by block, so that it can be wrong on purpose. */
final class RawTar {
    static final String USTAR = "ustar\00000";
    static final String GNU = "ustar  \0";
    static final String V7 = "\0\0\0\0\0\0\0\0";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final String magic;

    RawTar() {
        this(USTAR);
    }

    RawTar(String magic) {
        this.magic = magic;
    }

    RawTar file(String path) {
        return file(path, "content of " + path);
    }

    RawTar file(String path, String content) {
        return entry('0', path, "", content.getBytes(StandardCharsets.UTF_8));
    }

    RawTar directory(String path) {
        return entry('5', path, "", new byte[0]);
    }

    RawTar symbolicLink(String path, String target) {
        return entry('2', path, target, new byte[0]);
    }

    RawTar hardLink(String path, String target) {
        return entry('1', path, target, new byte[0]);
    }

    /** Adds an extended header with one record a pair of key and value. */
    RawTar pax(char type, String... keysAndValues) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            byte[] record =
                    (" " + keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n").getBytes(StandardCharsets.UTF_8);
            int length = record.length + 1;
            while (record.length + Integer.toString(length).length() != length) {
                length = record.length + Integer.toString(length).length();
            }
            records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.UTF_8));
            records.writeBytes(record);
        }
        return entry(type, "PaxHeaders/x", "", records.toByteArray());
    }

    RawTar entry(char type, String path, String linkPath, byte[] content) {
        return header(header(magic, type, path, linkPath, content.length)).content(content);
    }

    RawTar header(byte[] block) {
        bytes.writeBytes(block);
        return this;
    }

    RawTar content(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[-content.length & 511]);
        return this;
    }

    /** Ends the tar with the two zero blocks that belong there. */
    byte[] end() {
        bytes.writeBytes(new byte[1024]);
        return bytes.toByteArray();
    }

    /** Returns what is there so far. */
    byte[] soFar() {
        return bytes.toByteArray();
    }

    static byte[] header(String magic, char type, String path, String linkPath, long size) {
        byte[] block = new byte[512];
        put(block, 0, path);
        put(block, 100, "0000644\0000000000\0000000000\000");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "14000000000");
        block[156] = (byte) type;
        put(block, 157, linkPath);
        put(block, 257, magic);
        return withChecksum(block);
    }

    static void put(byte[] block, int offset, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, block, offset, encoded.length);
    }

    static byte[] withChecksum(byte[] block) {
        put(block, 148, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }
}
