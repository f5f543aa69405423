// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * The uncompressed bytes of an input. Damaged compressed data is a {@link RegshapeException}; only a machine that
 * failed is an {@link IOException}.
 */
final class UncompressedStream extends FilterInputStream {
    private final Compression compression;
    private final String name;
    private final Kind kind;

    private UncompressedStream(InputStream in, Compression compression, String name, Kind kind) {
        super(in);
        this.compression = compression;
        this.name = name;
        this.kind = kind;
    }

    /**
     * Wraps an input.
     *
     * @param in the compressed bytes; its failures are {@link SourceStream.ReadFailure} or
     *     {@link InterruptedIOException}. Closing leaves it open
     * @param name names it in messages
     * @param kind whose fault damaged bytes are
     */
    static UncompressedStream of(InputStream in, Compression compression, String name, Kind kind) throws IOException {
        return new UncompressedStream(compression.decompress(in), compression, name, kind);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (SourceStream.ReadFailure | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new RegshapeException(
                    kind, name + " is damaged or cut short " + compression.id() + " data: " + e.getMessage(), e);
        }
    }
}
