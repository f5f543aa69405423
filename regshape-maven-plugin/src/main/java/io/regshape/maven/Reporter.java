// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Tells what came of a goal: to people through Maven's log, or to programs as JSON; and makes its error Maven's. */
final class Reporter {
    private final Log log;
    private final boolean json;
    private @Nullable OutputFile output;

    /**
     * Makes a reporter.
     *
     * @param json whether JSON is printed in place of the text
     */
    Reporter(Log log, boolean json) {
        this.log = log;
        this.json = json;
    }

    /** Names a file that gets the JSON too. */
    void writeTo(OutputFile file) {
        output = file;
    }

    /** Tells what the goal has to say. */
    void report(Outcome outcome) throws IOException {
        byte[] bytes = outcome.json().toCanonicalBytes();
        OutputFile.write(output, bytes);
        if (json) {
            Console.printLine(bytes);
        } else {
            outcome.text().forEach(line -> log.info(Console.printable(line)));
            outcome.warnings().forEach(warning -> log.warn(Console.printable(warning)));
            outcome.findings().forEach(this::print);
        }
    }

    private void print(Outcome.Line line) {
        switch (line.severity()) {
            case ERROR -> log.error(Console.printable(line.text()));
            case WARNING -> log.warn(Console.printable(line.text()));
            case INFO -> log.info(Console.printable(line.text()));
        }
    }

    /** Tells of an error that the user can mend, and returns what is to be thrown. */
    MojoFailureException failure(RegshapeException e) throws MojoExecutionException {
        reportError(e.getMessage(), e.kind().name().toLowerCase(Locale.ROOT));
        return withTrace(new MojoFailureException(Console.printable(e.getMessage())), e);
    }

    /** Tells of a path that the system cannot take, and returns what is to be thrown. */
    MojoFailureException failure(InvalidPathException e) throws MojoExecutionException {
        return failure(new RegshapeException(
                Kind.INVALID_VALUE,
                "the path '" + e.getInput() + "' cannot be used: " + e.getReason()
                        + ". If it has letters outside of ASCII, run Maven with a locale of UTF-8, for example"
                        + " LC_ALL=C.UTF-8",
                e));
    }

    /** Tells of a failure of the machine, and returns what is to be thrown. */
    MojoExecutionException failure(IOException e, Path layout) throws MojoExecutionException {
        String message = describe(e, layout);
        reportError(message, "io");
        return withTrace(new MojoExecutionException(Console.printable(message)), e);
    }

    private void reportError(String message, String kind) throws MojoExecutionException {
        byte[] bytes =
                JsonObject.empty().with("error", message).with("kind", kind).toCanonicalBytes();
        try {
            if (json) {
                Console.printLine(bytes);
            }
            OutputFile.write(output, bytes);
        } catch (IOException e) {
            throw new MojoExecutionException(message + " (and that could not be reported: " + e + ")", e);
        }
    }

    /** Where our own code wraps an error it says what failed; the file system's errors have often a file's name alone. */
    private static String describe(IOException e, Path layout) {
        String said = e.getMessage() == null ? "" : e.getMessage();
        if (e instanceof InterruptedIOException || (e.getCause() != null && !said.isEmpty())) {
            return said;
        }
        String type = e.getClass().getSimpleName();
        String reason = e instanceof AccessDeniedException
                ? "permission denied: " + said
                : type.equals("IOException") && !said.isEmpty() ? said : (type + " " + said).trim();
        return "cannot read or write the layout at " + layout + ": " + reason;
    }

    /**
     * Keeps the stack trace for {@code mvn -e}. Not as the cause: Maven appends what causes say, such as the lines of a
     * JSON parser, to a message that says it all already.
     */
    private static <E extends Exception> E withTrace(E failure, Exception e) {
        failure.addSuppressed(e);
        return failure;
    }
}
