// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.regshape.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the tests of this package feed in and look at. */
public final class Inputs {
    private Inputs() {}

    /** Returns a tar with a few files, a directory and links. */
    static byte[] tar() {
        return new RawTar()
                .directory("app/")
                .file("app/readme.txt")
                .file("app/large", "0123456789abcdef".repeat(20_000))
                .symbolicLink("app/link", "../elsewhere")
                .hardLink("app/same", "app/readme.txt")
                .end();
    }

    static byte[] compress(Compression compression, byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            try (OutputStream out = compression.compress(bytes, OptionalInt.empty())) {
                out.write(part, 0, part.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bytes.toByteArray();
    }

    static byte[] decompress(Compression compression, byte[] bytes) throws IOException {
        try (InputStream in = compression.decompress(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static Digest sha256(byte[] bytes) {
        return Digest.sha256(bytes);
    }

    /** Returns bytes of one of three kinds: without order, all the same, or with repeats. */
    public static byte[] randomBytes(Random random, int length) {
        return randomBytes(random, length, random.nextInt(3));
    }

    /** Returns bytes of all three kinds, a third of them each. */
    public static byte[] mixedBytes(Random random, int length) {
        int third = length / 3;
        return concat(
                randomBytes(random, third, 2),
                randomBytes(random, third, 0),
                randomBytes(random, length - 2 * third, 1));
    }

    private static byte[] randomBytes(Random random, int length, int kind) {
        byte[] bytes = new byte[length];
        if (kind == 0) {
            random.nextBytes(bytes);
        } else if (kind == 1) {
            Arrays.fill(bytes, (byte) random.nextInt());
        } else {
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt() : i / 7);
            }
        }
        return bytes;
    }

    /** Checks that no thread of ours is alive; one that has just ended gets a moment to go. */
    public static void assertNoThreadLeft() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!ourThreads().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertThat(ourThreads()).isEmpty();
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("regshape-"))
                .toList();
    }

    /** Skips the test where the tool is missing; with {@code -Dinterop=required} that fails. */
    public static void requireTool(String tool) throws InterruptedException {
        try {
            new ProcessBuilder(tool, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            if ("required".equals(System.getProperty("interop"))) {
                fail(tool + " is missing", e);
            }
            abort(tool + " is missing");
        }
    }

    /** Runs a tool, which must succeed. */
    public static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
    }

    /** Runs a class of the tests in a JVM of its own, which has to end well. */
    public static void runJava(String home, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(home, "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        run(command);
    }

    /** Waits until a file has changed so long ago that nobody doubts its times. */
    public static void settle(Path file) throws IOException {
        Instant changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
        while (Instant.now().isBefore(changed.plusMillis(2_100))) {
            LockSupport.parkNanos(20_000_000);
        }
    }
}
