// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static io.regshape.validate.BadLayouts.concat;
import static io.regshape.validate.BadLayouts.good;
import static io.regshape.validate.BadLayouts.tar;
import static io.regshape.validate.BadLayouts.with;
import static io.regshape.validate.LayoutFixture.LAYER;
import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.layout.ImageLayout;
import io.regshape.model.JsonObject;
import io.regshape.testing.TestTar;
import io.regshape.validate.BadLayouts.BadLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks every rule, and sees that this is reported, in its place, and nothing else. */
class RuleTest {
    @TempDir
    Path temp;

    private static List<Finding> findings(Path root) throws IOException {
        return LayoutValidator.validate(ImageLayout.reader(root), ValidationOptions.strict())
                .findings();
    }

    static List<BadLayout> badLayouts() {
        return BadLayouts.all();
    }

    @ParameterizedTest
    @MethodSource("badLayouts")
    void isReportedAloneAndInItsPlace(BadLayout bad) throws IOException {
        Path root = bad.layout().writeTo(temp.resolve("layout"));
        // What a damaged document led to is not referred to any more.
        List<Finding> findings = findings(root).stream()
                .filter(finding -> finding.rule() == bad.rule() || finding.rule() != LayoutRule.UNREFERENCED)
                .toList();
        Set<Rule> expected = new HashSet<>(bad.more());
        expected.add(bad.rule());
        assertThat(findings.stream().map(Finding::rule).collect(Collectors.toSet()))
                .as(findings.toString())
                .isEqualTo(expected);
        if (!bad.where().equals("*")) {
            assertThat(findings)
                    .filteredOn(finding -> finding.rule() == bad.rule())
                    .extracting(finding -> bad.layout().withNames(finding.where()))
                    .contains(bad.where());
        }
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.message()).isNotBlank().doesNotContain("\n");
            assertThat(finding.severity()).isEqualTo(finding.rule().severity());
        });
    }

    @Test
    void everyRuleIsBroken() {
        assertThat(badLayouts().stream().map(BadLayout::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Rule.all());
    }

    @Test
    void idsAreUnique() {
        assertThat(Rule.all()).extracting(Rule::id).doesNotHaveDuplicates();
    }

    static List<LayoutFixture> goodLayouts() {
        JsonObject none = JsonObject.empty();
        return List.of(
                good(),
                good().compress(UnaryOperator.identity()).layerType(LAYER),
                good().compress(BadLayouts::zstd).layerType(LAYER + "+zstd"),
                good().layerType("application/vnd.docker.image.rootfs.diff.tar.gzip"),
                good().compress(tar -> concat(
                        TestTar.gzip(Arrays.copyOf(tar, 700)), TestTar.gzip(Arrays.copyOfRange(tar, 700, tar.length)))),
                good().tar(Arrays.copyOf(with().file("a", "").open(), 20 * 512)),
                tar(with().file("a", "").link('2', "b", "/etc/../../x").link('2', "c/d/e", "../../f")),
                tar(with().file("a/.wh.x", "").file("a/x", "").file("b", "")),
                good().config(json -> json.without("history").without("config").without("created")),
                good().config(json -> json.with("author", "me").with("unknown", Map.of("a", 1))),
                good().settings(json -> json.with("Healthcheck", Map.of("Test", List.of("NONE")))),
                good().settings(json -> json.with("ExposedPorts", Map.of("53/udp", none, "8000-8010", none))),
                good().entry(json -> json.with("unknown", "x").with("urls", List.of("HTTPS://example.com/%20"))));
    }

    @ParameterizedTest
    @MethodSource("goodLayouts")
    void aGoodLayoutBreaksNone(LayoutFixture layout) throws IOException {
        assertThat(findings(layout.writeTo(temp.resolve("layout")))).isEmpty();
    }
}
