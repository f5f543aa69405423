// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long a file in memory takes to compress. It lies in the encoder's package to choose the number of threads. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Fork(1)
public class EncoderBenchmark {
    /** What a layer's tar is written with. */
    private static final int CHUNK = 64 * 1024;

    /** The file. */
    @State(Scope.Benchmark)
    public static class Input {
        @Param("")
        public String file;

        byte[] bytes;

        @Setup
        public void read() throws IOException {
            bytes = Files.readAllBytes(Path.of(file));
        }
    }

    /** One level for each setting of the encoder, and the number of its threads. */
    @State(Scope.Benchmark)
    public static class Setting {
        @Param({"1", "6", "7", "9"})
        public int level;

        @Param({"1", "2"})
        public int threads;
    }

    /** The length of what came out. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Output {
        public long bytes;

        @Setup(Level.Iteration)
        public void clear() {
            bytes = 0;
        }
    }

    @Benchmark
    public void regshape(Input input, Setting setting, Output output) throws IOException {
        Counter counter = new Counter();
        try (OutputStream out = new GzipOutput(counter, setting.level, setting.threads)) {
            writeAll(input.bytes, out);
        }
        output.bytes = counter.bytes;
    }

    @Benchmark
    public void jdk(Input input, Output output) throws IOException {
        Counter counter = new Counter();
        try (OutputStream out = new GZIPOutputStream(counter, CHUNK)) {
            writeAll(input.bytes, out);
        }
        output.bytes = counter.bytes;
    }

    private static void writeAll(byte[] bytes, OutputStream out) throws IOException {
        for (int at = 0; at < bytes.length; at += CHUNK) {
            out.write(bytes, at, Math.min(CHUNK, bytes.length - at));
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            bytes += count;
        }
    }
}
