// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a build printed, as a user reads it: without colours. */
public final class BuildLog {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern FAILURE = Pattern.compile(
            "\\[ERROR\\] Failed to execute goal io\\.regshape:\\S+:(\\S+) \\((\\S+)\\) on project (\\S+): "
                    + "(.*) -> \\[Help 1\\]");

    private static final Pattern LEVEL = Pattern.compile("^\\[(INFO|WARNING)\\] ");
    private static final Pattern MAVEN = Pattern.compile("(\\[INFO\\] *)?"
            + "(-----.*|--- .* ---|Building .*|Scanning for projects.*|BUILD SUCCESS|Total time: .*|Finished at: .*|)");

    private final String text;

    private BuildLog(String text) {
        this.text = COLOUR.matcher(text).replaceAll("");
    }

    /** Reads the log of an integration test. */
    public static BuildLog of(File basedir) throws IOException {
        return new BuildLog(Files.readString(basedir.toPath().resolve("build.log")));
    }

    /** Takes what a program printed. */
    public static BuildLog of(String text) {
        return new BuildLog(text);
    }

    /** Returns the lines. */
    public List<String> lines() {
        return text.lines().toList();
    }

    /** Returns what was printed beside Maven's own lines, without the level in front. */
    public List<String> printed() {
        return lines().stream()
                .filter(line -> !MAVEN.matcher(line).matches())
                .map(line -> LEVEL.matcher(line).replaceFirst(""))
                .toList();
    }

    /** Returns what our goals said when they failed, one {@code project: message} a failure, in the log's order. */
    public List<String> failures() {
        assertThat(lines()).as("stack trace").noneMatch(line -> line.matches("(\\[ERROR\\])?\\s+at \\S+\\(.*"));
        List<String> failures = new ArrayList<>();
        for (String line : lines()) {
            Matcher failure = FAILURE.matcher(line);
            if (failure.matches()) {
                failures.add(failure.group(3) + ": " + failure.group(4));
            }
        }
        return failures;
    }
}
