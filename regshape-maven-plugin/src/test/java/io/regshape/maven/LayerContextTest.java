// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.files.ModeRule;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerContextTest {
    private final LayerContext layer = new LayerContext("libs", Optional.of(ModeRule.KEEP), Optional.empty());

    @Test
    void aFolderOfTheImageEndsWithASlash() {
        assertThat(LayerContext.folder(null)).isEqualTo("/");
        assertThat(LayerContext.folder(" /app ")).isEqualTo("/app/");
        assertThat(LayerContext.folder("app/")).isEqualTo("app/");
    }

    @Test
    void theModeOfTheLayerHoldsWhereAnElementHasNone() {
        assertThat(layer.fileMode(null, "a file")).isSameAs(ModeRule.KEEP);
        assertThat(layer.fileMode("0600", "a file")).isNotSameAs(ModeRule.KEEP);
        assertThat(layer.directoryMode(" ", "a fileSet")).isSameAs(ModeRule.DEFAULT);
    }

    @Test
    void rejectsPathThatThisMachineCannotHave() {
        assertThatThrownBy(() -> layer.path(new File("a\0b"), "source", "a file"))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(
                        "a file in layer 'libs': source 'a\0b' is no path on this machine (Nul character ");
    }

    @Test
    void rejectsElementWithoutWhatItNeeds() {
        assertThatThrownBy(() -> layer.required(" ", "target", "a link"))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("a link in layer 'libs' has no target: <target> is required");
        assertThatThrownBy(() -> layer.requiredPath(null, "tar"))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("a tar in layer 'libs' has no path: <tar>PATH</tar> is required");
    }

    @Test
    void rejectsEmptyIncludes() {
        assertThat(layer.includes(null, "a fileSet")).isEmpty();
        assertThat(layer.includes(List.of(), "a fileSet")).isEmpty();
        assertThat(layer.includes(List.of("*.txt"), "a fileSet")).containsExactly("*.txt");
        for (String empty : new String[] {null, "", " "}) {
            List<String> patterns = Arrays.asList("*.txt", empty);
            assertThatThrownBy(() -> layer.includes(patterns, "a fileSet"))
                    .isInstanceOf(RegshapeException.class)
                    .hasMessage("an include of a fileSet in layer 'libs' has no pattern:"
                            + " <include>PATTERN</include> is required");
        }
    }
}
