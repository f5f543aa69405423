// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Provider;
import org.codehaus.plexus.components.interactivity.Prompter;
import org.codehaus.plexus.components.interactivity.PrompterException;

/** Asks for values that were left out, where there is somebody to ask; elsewhere the defaults apply. */
final class Prompts {
    private final Optional<Provider<Prompter>> prompter;

    Prompts(Optional<Provider<Prompter>> prompter) {
        this.prompter = prompter;
    }

    /** Returns whether there is somebody to ask. */
    boolean isPossible() {
        return prompter.isPresent();
    }

    /**
     * Asks for a value that has a default.
     *
     * @param given the value, when it was given
     * @param question the question, without the default
     * @param defaultValue what no answer means
     * @return the value, empty when it was not given and there is nobody to ask
     */
    Optional<String> ask(Optional<String> given, String question, String defaultValue) {
        if (given.isPresent() || !isPossible()) {
            return given;
        }
        String answer = answer(question + " [" + defaultValue + "]");
        return Optional.of(answer.isEmpty() ? defaultValue : answer);
    }

    /** Asks for a value that may stay open; no answer and {@code skip} mean that it does. */
    Optional<String> askOrSkip(Optional<String> given, String question) {
        if (given.isPresent() || !isPossible()) {
            return given;
        }
        String answer = answer(question + " [skip]");
        return answer.isEmpty() || answer.equals("skip") ? Optional.empty() : Optional.of(answer);
    }

    /** Asks whether what was said is right; no answer means that it is. */
    boolean accept() {
        if (!isPossible()) {
            return true;
        }
        String answer = answer("Accept? [Y/n]").toLowerCase(Locale.ROOT);
        return answer.isEmpty() || answer.equals("y") || answer.equals("yes");
    }

    /** Asks for a value that has no default. */
    String require(String question) {
        String answer = answer(question);
        if (answer.isEmpty()) {
            throw new RegshapeException(Kind.INVALID_VALUE, question + ": no value was given");
        }
        return answer;
    }

    /** Maven 4's prompter asks for ever without a default, so it is always the empty text. */
    private String answer(String question) {
        try {
            return prompter.orElseThrow().get().prompt(question, "").trim();
        } catch (PrompterException e) {
            throw new RegshapeException(Kind.INVALID_VALUE, question + ": no answer could be read", e);
        }
    }
}
