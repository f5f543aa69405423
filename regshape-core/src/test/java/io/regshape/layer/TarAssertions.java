// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import org.assertj.core.api.AbstractThrowableAssert;

/** Runs a tar through the checker. */
final class TarAssertions {
    private TarAssertions() {}

    static void check(byte[] tar) {
        TarChecker checker = TarChecker.refusing("layer.tar", EntryListener.NONE);
        checker.update(tar, 0, tar.length);
        checker.finish();
    }

    static void assertAccepted(byte[] tar) {
        assertThatCode(() -> check(tar)).doesNotThrowAnyException();
    }

    static AbstractThrowableAssert<?, ?> assertRefused(byte[] tar) {
        return assertThatThrownBy(() -> check(tar))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith("layer.tar: ")
                .satisfies(e -> assertThat(((RegshapeException) e).kind()).isEqualTo(Kind.BAD_CONTENT));
    }

    static String verdict(byte[] tar, int[] cuts) {
        TarChecker checker = TarChecker.refusing("layer.tar", EntryListener.NONE);
        try {
            int at = 0;
            for (int cut : cuts) {
                checker.update(tar, at, cut - at);
                at = cut;
            }
            checker.update(tar, at, tar.length - at);
            checker.finish();
            return "accepted";
        } catch (RegshapeException e) {
            return e.getMessage();
        }
    }
}
