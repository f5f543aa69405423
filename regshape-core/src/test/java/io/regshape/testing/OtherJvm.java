// SPDX-License-Identifier: Apache-2.0
package io.regshape.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program of a test in a JVM of its own, so that it can be killed in the midst of something. */
public final class OtherJvm {
    private OtherJvm() {}

    /**
     * Starts a program, and returns when it {@linkplain #waitForTheEnd() waits}.
     *
     * @param program has a method {@code main}
     * @return the process, which the caller ends
     */
    public static Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != '.') {
            throw new IOException(program + " has ended by itself");
        }
        return process;
    }

    /** Says, in the other JVM, that all is ready, and waits until that is ended. */
    public static void waitForTheEnd() {
        System.out.write('.');
        System.out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
