// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * Carries bytes from one thread to another through a buffer of fixed size. Either side can leave, and the other learns
 * of it; an interrupted wait ends with an {@link InterruptedIOException}.
 */
final class Pipe {
    private final byte[] ring = new byte[1 << 20];
    private int start;
    private int filled;
    private boolean ended;
    private boolean abandoned;

    /**
     * Writes, and waits where there is no room.
     *
     * @return false if the reader has left
     */
    synchronized boolean write(byte[] bytes, int offset, int length) throws InterruptedIOException {
        int at = offset;
        while (at < offset + length) {
            while (filled == ring.length && !abandoned) {
                await();
            }
            if (abandoned) {
                return false;
            }
            int to = (start + filled) % ring.length;
            int n = Math.min(Math.min(offset + length - at, ring.length - filled), ring.length - to);
            System.arraycopy(bytes, at, ring, to, n);
            filled += n;
            at += n;
            notifyAll();
        }
        return true;
    }

    /** Says that all bytes are written. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Says that one side has left before the end. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /** Returns the other end, which has no end before {@link #end} and fails after {@link #abandon}. */
    InputStream reader() {
        return new InputStream() {
            @Override
            public int read() throws InterruptedIOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws InterruptedIOException {
                return readFromRing(bytes, offset, length);
            }
        };
    }

    private synchronized int readFromRing(byte[] bytes, int offset, int length) throws InterruptedIOException {
        while (filled == 0 && !ended && !abandoned) {
            await();
        }
        if (abandoned) {
            throw new InterruptedIOException("the writer has left");
        }
        if (filled == 0) {
            return -1;
        }
        int n = Math.min(Math.min(length, filled), ring.length - start);
        System.arraycopy(ring, start, bytes, offset, n);
        start = (start + n) % ring.length;
        filled -= n;
        notifyAll();
        return n;
    }

    @SuppressWarnings("WaitNotInLoop") // every caller loops
    private void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for another thread");
        }
    }
}
