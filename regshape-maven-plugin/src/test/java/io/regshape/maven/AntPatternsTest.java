// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AntPatternsTest {
    @Test
    void withoutPatternsEverythingIsIncluded() {
        AntPatterns patterns = new AntPatterns(List.of(), List.of(), false);
        assertThat(List.of("a", "a/b.txt", ".git/config", "CVS")).allMatch(patterns::includes);
        assertThat(patterns.unmatched()).isEmpty();
    }

    @Test
    void includesArePatternsOfAnt() {
        AntPatterns patterns = new AntPatterns(List.of("**/*.html", "img/", "a?.txt"), List.of(), true);
        assertThat(List.of("index.html", "a/b/c.html", "img", "img/x/y.png", "ab.txt"))
                .allMatch(patterns::includes);
        assertThat(List.of("index.htm", "a/img/x.png", "abc.txt", "x/ab.txt")).noneMatch(patterns::includes);
    }

    @Test
    void excludesWinOverIncludes() {
        AntPatterns patterns = new AntPatterns(List.of("**/*.js"), List.of("**/*.min.js", "lib/"), true);
        assertThat(patterns.includes("app.js")).isTrue();
        assertThat(List.of("app.min.js", "lib/a.js")).noneMatch(patterns::includes);
    }

    @Test
    void defaultExcludesAreThoseOfTheAssemblyPlugin() {
        List<String> paths = List.of(".git/HEAD", "a/.svn/entries", ".DS_Store", "x~", "CVS");
        assertThat(paths).noneMatch(new AntPatterns(List.of(), List.of(), true)::includes);
        assertThat(paths).allMatch(new AntPatterns(List.of(), List.of(), false)::includes);
    }

    @Test
    void aPatternMayBeginAtTheRoot() {
        AntPatterns patterns = new AntPatterns(List.of("/a/*.txt", "./b/**"), List.of("/a/no.txt"), true);
        assertThat(List.of("a/x.txt", "b/c/d")).allMatch(patterns::includes);
        assertThat(List.of("a/no.txt", "c/a/x.txt")).noneMatch(patterns::includes);
    }

    @Test
    void nothingIsLookedAtInAFolderThatIsExcludedWhole() {
        AntPatterns patterns = new AntPatterns(List.of(), List.of("skip/**", "some/*", "**/*.tmp", "gone/"), true);
        assertThat(List.of("skip", "skip/deeper", "gone", ".git", "a/CVS")).noneMatch(patterns::mayIncludeBelow);
        assertThat(List.of("some", "other", "x.tmp")).allMatch(patterns::mayIncludeBelow);
        assertThat(new AntPatterns(List.of(), List.of("**"), true).mayIncludeBelow("a"))
                .isFalse();
    }

    @Test
    void aFolderIsLookedIntoWhereOnlySomeOfItIsExcluded() {
        for (String exclude : List.of("**/?", "lib/?", "lib/*/?", "%regex[lib/[^0-9]*]", "%regex[.*/[^.]*]", "lib")) {
            AntPatterns patterns = new AntPatterns(List.of(), List.of(exclude), true);
            assertThat(patterns.mayIncludeBelow("lib")).as(exclude).isTrue();
            assertThat(patterns.includes("lib/lib6.so")).as(exclude).isTrue();
        }
    }

    @Test
    void lettersMatchInTheirOwnCase() {
        assertThat(new AntPatterns(List.of("*.TXT"), List.of(), true).includes("a.txt"))
                .isFalse();
    }

    @Test
    void aRegularExpressionIsTakenAsItIs() {
        AntPatterns patterns = new AntPatterns(List.of("%regex[v\\d+/.*]"), List.of(), true);
        assertThat(patterns.includes("v12/a")).isTrue();
        assertThat(patterns.includes("vx/a")).isFalse();
    }

    @Test
    void tellsWhichIncludesChoseNothing() {
        AntPatterns patterns = new AntPatterns(List.of("*.a", "*.b", "*.c"), List.of("*.c"), true);
        List.of("x.a", "x.c", "x.d").forEach(patterns::includes);
        assertThat(patterns.unmatched()).containsExactly("*.b", "*.c");
    }
}
