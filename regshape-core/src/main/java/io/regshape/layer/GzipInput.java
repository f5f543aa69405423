// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip data of one or more members (RFC 1952) and nothing behind them.
 *
 * <p>Instead of the JDK's, which takes garbage after the end for the end, and of commons-compress's, which gathers a
 * file name of any length in memory and refuses extra fields that gzip skips.
 */
final class GzipInput extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private boolean inMember;
    private boolean sawMember;
    private boolean closed;

    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        while (inMember || startMember()) {
            int n = inflate(bytes, offset, length);
            if (n > 0) {
                crc.update(bytes, offset, n);
                return n;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("the gzip data asks for a dictionary");
            } else {
                at = end;
                fill();
                inflater.setInput(buffer, at, end - at);
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw withCause(new ZipException("the gzip data is damaged: " + e.getMessage()), e);
        }
    }

    private static ZipException withCause(ZipException exception, Exception cause) {
        exception.initCause(cause);
        return exception;
    }

    /** Reads a member's header; returns false at the clean end of the data. */
    private boolean startMember() throws IOException {
        if (sawMember && at == end && !tryFill()) {
            return false;
        }
        crc.reset();
        if (headerByte() != 0x1f || headerByte() != 0x8b) {
            throw new ZipException(sawMember ? "bytes follow the end of the gzip data" : "it is no gzip data");
        }
        int method = headerByte();
        int flags = headerByte();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new ZipException("the gzip data has a header of no known kind");
        }
        skipHeader(6);
        if ((flags & EXTRA) != 0) {
            skipHeader(headerByte() | headerByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipHeaderText();
        }
        if ((flags & COMMENT) != 0) {
            skipHeaderText();
        }
        if ((flags & HEADER_CRC) != 0) {
            long actual = crc.getValue() & 0xffff;
            expect(actual, 2, "the gzip header has a wrong checksum");
        }
        crc.reset();
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
        inMember = true;
        sawMember = true;
        return true;
    }

    private void endMember() throws IOException {
        expect(crc.getValue(), 4, "the gzip data has a wrong checksum");
        expect(inflater.getBytesWritten() & 0xffffffffL, 4, "the gzip data has a wrong length");
        inMember = false;
    }

    private void expect(long value, int bytes, String otherwise) throws IOException {
        long said = 0;
        for (int i = 0; i < bytes; i++) {
            said |= (long) nextByte() << 8 * i;
        }
        if (said != value) {
            throw new ZipException(otherwise);
        }
    }

    private void skipHeader(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            headerByte();
        }
    }

    private void skipHeaderText() throws IOException {
        int last;
        do {
            last = headerByte();
        } while (last != 0);
    }

    private int headerByte() throws IOException {
        int next = nextByte();
        crc.update(next);
        return next;
    }

    private int nextByte() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xff;
    }

    private void fill() throws IOException {
        if (!tryFill()) {
            throw new EOFException("the gzip data is cut short");
        }
    }

    private boolean tryFill() throws IOException {
        int n;
        do {
            n = in.read(buffer, 0, buffer.length);
        } while (n == 0);
        at = 0;
        end = Math.max(n, 0);
        return n > 0;
    }

    /** Frees the inflater's memory; leaves the stream beneath open. */
    @Override
    public void close() {
        closed = true;
        inflater.end();
    }
}
