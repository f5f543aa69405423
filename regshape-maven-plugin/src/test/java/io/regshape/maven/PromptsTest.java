// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.plexus.components.interactivity.Prompter;
import org.codehaus.plexus.components.interactivity.PrompterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptsTest {
    /** Gives answers that were written down before, and keeps what it was asked. */
    private static final class FakePrompter implements Prompter {
        private final List<String> answers;
        private final List<String> asked = new ArrayList<>();

        FakePrompter(String... answers) {
            this.answers = new ArrayList<>(List.of(answers));
        }

        @Override
        public String prompt(String message, String defaultReply) throws PrompterException {
            asked.add(message + "|" + defaultReply);
            if (answers.isEmpty()) {
                throw new PrompterException("end of input");
            }
            return answers.remove(0);
        }

        @Override
        public String prompt(String message) {
            throw new AssertionError("Maven 4 asks for ever when there is no default");
        }

        @Override
        public String prompt(String message, List<String> possibleValues) {
            throw new AssertionError();
        }

        @Override
        public String prompt(String message, List<String> possibleValues, String defaultReply) {
            throw new AssertionError();
        }

        @Override
        public String promptForPassword(String message) {
            throw new AssertionError();
        }

        @Override
        public void showMessage(String message) {
            throw new AssertionError();
        }
    }

    private static final Prompts NOBODY = new Prompts(Optional.empty());

    private FakePrompter prompter = new FakePrompter();

    private Prompts answering(String... answers) {
        prompter = new FakePrompter(answers);
        return new Prompts(Optional.of(() -> prompter));
    }

    @Test
    void showsTheDefaultInBracketsAndAsksWithAnEmptyOne() {
        assertThat(answering(" arm64 ").ask(Optional.empty(), "Architecture", "amd64"))
                .contains("arm64");
        assertThat(prompter.asked).containsExactly("Architecture [amd64]|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void noAnswerIsTheDefault(String answer) {
        assertThat(answering(answer).ask(Optional.empty(), "OS", "linux")).contains("linux");
    }

    @Test
    void whatWasGivenIsNotAskedFor() {
        Prompts prompts = answering("x", "x");
        assertThat(prompts.ask(Optional.of("arm64"), "Architecture", "amd64")).contains("arm64");
        assertThat(prompts.askOrSkip(Optional.of("1.0"), "Reference name")).contains("1.0");
        assertThat(prompter.asked).isEmpty();
    }

    @Test
    void whereNobodyIsNothingIsAsked() {
        assertThat(NOBODY.isPossible()).isFalse();
        assertThat(NOBODY.ask(Optional.empty(), "OS", "linux")).isEmpty();
        assertThat(NOBODY.ask(Optional.of("windows"), "OS", "linux")).contains("windows");
        assertThat(NOBODY.askOrSkip(Optional.empty(), "Reference name")).isEmpty();
        assertThat(NOBODY.accept()).isTrue();
    }

    @Test
    void aValueThatMayStayOpenIsSkippedByNoAnswer() {
        String question = "Reference name (e.g. latest)";
        assertThat(answering("").askOrSkip(Optional.empty(), question)).isEmpty();
        assertThat(answering("skip").askOrSkip(Optional.empty(), question)).isEmpty();
        assertThat(answering("1.0 ").askOrSkip(Optional.empty(), question)).contains("1.0");
        assertThat(prompter.asked).containsExactly("Reference name (e.g. latest) [skip]|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "y", "Y", "yes", "YES", " y "})
    void accepts(String answer) {
        assertThat(answering(answer).accept()).isTrue();
        assertThat(prompter.asked).containsExactly("Accept? [Y/n]|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "N", "no", "perhaps"})
    void declines(String answer) {
        assertThat(answering(answer).accept()).isFalse();
    }

    @Test
    void aValueWithoutADefaultNeedsAnAnswer() {
        assertThat(answering("a/b").require("Enter media type")).isEqualTo("a/b");
        assertThatThrownBy(() -> answering("").require("Enter media type"))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("Enter media type: no value was given");
    }

    @Test
    void anInputThatEndsIsToldWithTheQuestion() {
        assertThatThrownBy(() -> answering().accept())
                .isInstanceOf(RegshapeException.class)
                .hasMessage("Accept? [Y/n]: no answer could be read");
    }
}
