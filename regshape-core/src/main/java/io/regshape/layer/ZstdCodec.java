// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.ZstdVersion;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The only class that names zstd-jni, so that its native library is not unpacked and loaded where nobody asked for
 * zstd.
 */
final class ZstdCodec {
    /** A job of level 20 and up takes 128 to 512 MiB, so those levels get one worker. */
    private static final int LAST_LEVEL_FOR_MANY_WORKERS = 19;

    private static final int MOST_WORKERS = 16;

    private ZstdCodec() {}

    /** Returns the version of the library, which decides about the bytes. */
    static String version() {
        return ZstdVersion.VERSION;
    }

    static OutputStream compress(OutputStream out, int level) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        return compress(out, level, level > LAST_LEVEL_FOR_MANY_WORKERS ? 1 : Math.min(processors, MOST_WORKERS));
    }

    /** Compresses with workers, always: one gives the same bytes as many, but none gives others. */
    static OutputStream compress(OutputStream out, int level, int workers) throws IOException {
        loadLibrary();
        Target target = new Target(out);
        ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(target, level);
        zstd.setWorkers(workers);
        zstd.setChecksum(true);
        return new FilterOutputStream(zstd) {
            private boolean closed;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                zstd.write(bytes, offset, length);
            }

            @Override
            public void flush() {
                // A flush would end a block, and the bytes would depend on who calls it when.
            }

            @Override
            public void close() throws IOException {
                boolean failedBefore = target.failed;
                if (!closed) {
                    closed = true;
                    try {
                        zstd.closeWithoutClosingParentStream();
                    } catch (IOException e) {
                        if (!failedBefore) {
                            throw e;
                        }
                    }
                }
            }
        };
    }

    /** The library is unpacked to the folder of temporary files, which may not be writable, or not executable. */
    private static void loadLibrary() throws IOException {
        try {
            com.github.luben.zstd.util.Native.load();
        } catch (LinkageError e) {
            throw new IOException(
                    "zstd's native library cannot be loaded (" + e
                            + "): set java.io.tmpdir to a folder that programs can be" + " run from, or use gzip",
                    e);
        }
    }

    static InputStream decompress(InputStream in) throws IOException {
        loadLibrary();
        return new ZstdInputStreamNoFinalizer(new FilterInputStream(in) {
            private boolean empty = true;

            /** No frame at all is no valid data either, which zstd-jni would let pass. */
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = in.read(bytes, offset, length);
                if (n < 0 && empty) {
                    throw new EOFException("the zstd data is empty");
                }
                empty &= n <= 0;
                return n;
            }

            @Override
            public void close() {}
        });
    }

    /** Writes nothing more once a write has failed: the frame is lost then, and ending it would only take time. */
    private static final class Target extends FilterOutputStream {
        private boolean failed;

        Target(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (failed) {
                throw new IOException("an earlier write failed");
            }
            failed = true;
            out.write(bytes, offset, length);
            failed = false;
        }
    }
}
