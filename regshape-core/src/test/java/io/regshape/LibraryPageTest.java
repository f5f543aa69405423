// SPDX-License-Identifier: Apache-2.0
package io.regshape;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.testing.TestTar;
import io.regshape.validate.LayoutValidator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the snippets of docs/library.md, one after the other, and compares what they print. */
class LibraryPageTest {
    private static final String IMPORTS = """
            import io.regshape.image.*;
            import io.regshape.layer.*;
            import io.regshape.layout.*;
            import io.regshape.model.*;
            import io.regshape.stage.*;
            import io.regshape.validate.*;
            import java.nio.file.*;
            import java.util.*;
            """;

    @TempDir
    Path temp;

    @Test
    void theSnippetsPrintWhatThePageSays() throws Exception {
        String page = Files.readString(Path.of("../docs/library.md"));
        String code = blocks(page, "java")
                .replace("\"my-image\"", quoted("my-image"))
                .replace("\"layer.tar.gz\"", quoted("layer.tar.gz"));
        Files.write(temp.resolve("layer.tar.gz"), TestTar.sample("library").gzip());

        Path source = Files.writeString(
                temp.resolve("Snippets.java"),
                IMPORTS + "public class Snippets { public static void main(String[] args) throws Exception {\n" + code
                        + "}}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        int result = compiler.run(
                null,
                null,
                problems,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                temp.toString(),
                source.toString());
        assertThat(result).as(problems.toString(StandardCharsets.UTF_8)).isZero();

        assertThat(run()).isEqualTo(blocks(page, "text"));
        assertThat(LayoutValidator.validate(temp.resolve("my-image"))).isEmpty();
    }

    private String run() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Snippets").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String quoted(String file) {
        return '"' + temp.resolve(file).toString().replace("\\", "\\\\") + '"';
    }

    private static String blocks(String page, String language) {
        return Pattern.compile("(?s)```" + language + "\\n(.*?)```")
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining());
    }
}
