// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.Annotations;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static final Path BASE = Path.of("base").toAbsolutePath();

    private static Parameters commandLine(String... properties) {
        return new Parameters(build(properties), true, BASE);
    }

    private static Parameters bound(String... properties) {
        return new Parameters(build(properties), false, BASE);
    }

    private static BuildProperties build(String... properties) {
        return new BuildProperties(
                properties(properties),
                properties("regshape.list=of, the POM", "regshape.entry.a=pom", "regshape.entry.b=pom"),
                text -> text);
    }

    private static Properties properties(String... entries) {
        Properties properties = new Properties();
        for (String entry : entries) {
            String[] words = entry.split("=", 2);
            properties.setProperty(words[0], words[1]);
        }
        return properties;
    }

    @Test
    void someTextsAreTakenFromTheCommandLineOnlyByAGoalThatWasCalledThere() {
        assertThat(commandLine("regshape.mediaType=a/b").commandLineText(null, "mediaType"))
                .contains("a/b");
        assertThat(bound("regshape.mediaType=a/b").commandLineText(null, "mediaType"))
                .isEmpty();
        assertThat(commandLine("mediaType=a/b").commandLineText(null, "mediaType"))
                .isEmpty();
    }

    @Test
    void aTextOfThePomBeatsTheCommandLine() {
        assertThat(commandLine("regshape.index=1").commandLineText("0", "index"))
                .contains("0");
        assertThat(bound().commandLineText("0", "index")).contains("0");
    }

    @Test
    void aFileOfTheCommandLineIsBelowTheBaseDirectory() {
        assertThat(commandLine("regshape.file=a.tar").commandLineFile(null, "file"))
                .contains(BASE.resolve("a.tar"));
        Path absolute = Path.of("elsewhere/a.tar").toAbsolutePath();
        assertThat(commandLine("regshape.file=" + absolute).commandLineFile(null, "file"))
                .contains(absolute);
        assertThat(bound("regshape.file=a.tar").commandLineFile(null, "file")).isEmpty();
        assertThat(commandLine("regshape.file=").commandLineFile(null, "file")).isEmpty();
        assertThat(commandLine("regshape.file=a.tar").commandLineFile(new File("b.tar"), "file"))
                .contains(Path.of("b.tar"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n\t "})
    void blankTextIsNotSet(String value) {
        assertThat(Parameters.text(value)).isEmpty();
        assertThat(Parameters.compressionLevel(value)).isEmpty();
    }

    @Test
    void aTextKeepsItsWhiteSpace() {
        assertThat(Parameters.text(" a b ")).contains(" a b ");
    }

    @Test
    void readsWholeNumbers() {
        assertThat(Parameters.compressionLevel("19")).hasValue(19);
        assertThat(Parameters.number(" -1\n", "index", "any")).hasValue(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "1.5", "0x1", "1 2", "2147483648"})
    void whatIsNoNumberIsRefusedWithTheParametersName(String value) {
        assertThatThrownBy(() -> Parameters.compressionLevel(value))
                .isInstanceOfSatisfying(
                        RegshapeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_VALUE))
                .hasMessage("compressionLevel: '" + value
                        + "' is not valid, it must be a whole number: 1 to 9 for gzip, 1 to 22 for zstd");
    }

    @Test
    void aListIsSplitAtItsCommas() {
        assertThat(bound("regshape.cmd=a, b ,c d").list(null, "cmd")).contains(List.of("a", "b", "c d"));
        assertThat(bound("regshape.cmd=a,,b,").list(null, "cmd")).contains(List.of("a", "", "b", ""));
    }

    @Test
    void anEmptyListIsSetAndAMissingOneIsNot() {
        assertThat(bound("regshape.cmd=").list(null, "cmd")).contains(List.of());
        assertThat(bound().list(List.of(), "cmd")).contains(List.of());
        assertThat(bound().list(null, "cmd")).isEmpty();
    }

    @Test
    void aListOfThePomBeatsTheCommandLineAndKeepsCommas() {
        assertThat(bound("regshape.cmd=x").list(List.of("a,b", " c"), "cmd")).contains(List.of("a,b", " c"));
    }

    @Test
    void anEmptyElementOfThePomIsAnEmptyText() {
        assertThat(bound().list(Arrays.asList("a", null), "cmd")).contains(List.of("a", ""));
    }

    @Test
    void theCommandLineAddsToAMapAndWins() {
        Properties pom = properties("a=pom", "b=pom");
        assertThat(commandLine("regshape.annotation.b=line", "regshape.annotation.c=line")
                        .annotations(pom, "annotations", "annotation"))
                .isEqualTo(Annotations.of(Map.of("a", "pom", "b", "line", "c", "line")));
    }

    @Test
    void aBoundGoalTakesAnnotationsFromThePomAlone() {
        Properties pom = properties("a=pom");
        assertThat(bound("regshape.annotation.a=line", "regshape.annotation.c=line")
                        .annotations(pom, "annotations", "annotation"))
                .isEqualTo(Annotations.of(Map.of("a", "pom")));
    }

    @Test
    void aBoundGoalTakesTheEnvironmentFromTheCommandLineToo() {
        assertThat(bound("regshape.env.MODE=x=y", "regshape.environment=no").map(properties("MODE=pom", "A=1"), "env"))
                .containsExactly(Map.entry("A", "1"), Map.entry("MODE", "x=y"));
    }

    @Test
    void keysKeepTheirDotsAndSlashes() {
        assertThat(commandLine("regshape.label.org.example/a.b=v=w", "regshape.labels=no")
                        .annotations(null, "labels", "label"))
                .isEqualTo(Annotations.of(Map.of("org.example/a.b", "v=w")));
    }

    @Test
    void anEmptyKeyIsRefusedWithTheParametersName() {
        assertThatThrownBy(() -> commandLine("regshape.label.=v").annotations(null, "labels", "label"))
                .isInstanceOfSatisfying(
                        RegshapeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_VALUE))
                .hasMessage("labels: an annotation key is empty (value 'v'): it must be a name, for example "
                        + "org.opencontainers.image.version");
    }

    @Test
    void listsAndMapsComeFromPropertiesOfTheProjectToo() {
        assertThat(bound().list(null, "list")).contains(List.of("of", "the POM"));
        assertThat(bound("regshape.list=1").list(null, "list")).contains(List.of("1"));
        assertThat(bound("regshape.entry.b=user").map(properties("c=3"), "entry"))
                .isEqualTo(Map.of("a", "pom", "b", "user", "c", "3"));
        assertThat(bound("regshape.entry.b=user").map(properties("a=1", "b=2"), "entry"))
                .isEqualTo(Map.of("a", "1", "b", "user"));
        assertThat(commandLine().annotations(null, "entries", "entry").isEmpty())
                .isTrue();
    }
}
