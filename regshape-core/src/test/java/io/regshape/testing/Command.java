// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program to run. It has to end in time and in the way that the caller names, else that is an assertion error. */
public final class Command {
    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private File folder = new File(".");
    private int seconds = 300;

    private Command(List<String> words) {
        this.words = words;
    }

    /** Names a program and its arguments. */
    public static Command of(Object... words) {
        return new Command(List.of(words).stream().map(Object::toString).toList());
    }

    /** Sets the folder that it runs in. */
    public Command in(File value) {
        folder = value;
        return this;
    }

    /** Sets a variable of its environment. */
    public Command env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets how long it may take; 300 seconds unless set. */
    public Command seconds(int value) {
        seconds = value;
        return this;
    }

    /** Runs it, which must succeed, and returns what it printed on both streams. */
    public String succeeds() {
        return run(0, 0);
    }

    /** Runs it, which must fail, and returns what it printed on both streams. */
    public String fails() {
        return run(1, Integer.MAX_VALUE);
    }

    /** Starts it and returns at once; what it prints is appended to a file. */
    public Process start(File output) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(int lowest, int highest) {
        try {
            Path output = Files.createTempFile("regshape-test", ".log");
            try {
                Process process = start(output.toFile());
                boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
                if (!ended) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
                String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                if (!ended) {
                    throw new AssertionError(words + " did not end within " + seconds + " seconds:\n" + text);
                }
                if (process.exitValue() < lowest || process.exitValue() > highest) {
                    throw new AssertionError(words + " ended with " + process.exitValue() + ":\n" + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + words, e);
        }
    }
}
