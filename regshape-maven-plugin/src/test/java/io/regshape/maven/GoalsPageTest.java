// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Holds docs/goals.md to the plugin's own descriptor. */
class GoalsPageTest {
    private static final Set<String> OF_EVERY_GOAL = Set.of("path", "skip", "json", "outputFile");
    private static final Set<String> WITH_PROJECT = Set.of("archive", "attach", "build");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (`regshape\\.[\\w.]+`|-) \\| (.+) \\|$");

    private static final TreeMap<String, Element> GOALS = new TreeMap<>();
    private static String page = "";

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Path.of("../docs/goals.md"));
        File descriptor = new File("target/classes/META-INF/maven/plugin.xml");
        NodeList mojos = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(descriptor)
                .getElementsByTagName("mojo");
        for (int i = 0; i < mojos.getLength(); i++) {
            Element mojo = (Element) mojos.item(i);
            if (!text(mojo, "goal").equals("help")) {
                GOALS.put(text(mojo, "goal"), mojo);
            }
        }
    }

    @Test
    void hasASectionForEveryGoal() {
        Matcher headings = Pattern.compile("(?m)^## ([a-z]+(?:-[a-z]+)*)$").matcher(page);
        assertThat(headings.results().map(heading -> heading.group(1)))
                .containsExactlyInAnyOrderElementsOf(GOALS.keySet());
    }

    @Test
    void hasARowForEveryParameterWithItsMeaning() {
        GOALS.forEach((goal, mojo) -> {
            List<String> expected = new ArrayList<>();
            for (Element parameter : editableParameters(mojo)) {
                if (!OF_EVERY_GOAL.contains(text(parameter, "name"))) {
                    expected.add(text(parameter, "name") + ": " + meaning(parameter));
                }
            }
            assertThat(rows(section(goal))).as(goal).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Test
    void describesWhatEveryGoalHas() {
        GOALS.forEach((goal, mojo) -> {
            Set<String> expected = new TreeSet<>();
            for (Element parameter : editableParameters(mojo)) {
                if (OF_EVERY_GOAL.contains(text(parameter, "name"))) {
                    expected.add(text(parameter, "name") + ": " + meaning(parameter));
                }
            }
            assertThat(rows(section("Parameters of every goal")))
                    .as(goal)
                    .containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Test
    void namesTheDefaultPhase() {
        GOALS.forEach((goal, mojo) -> {
            String phase = text(mojo, "phase");
            assertThat(section(goal))
                    .as(goal)
                    .contains("Default phase: " + (phase.isEmpty() ? "none." : "`" + phase + "`."));
        });
    }

    @Test
    void goalsAreThreadSafeAndWorkWithoutAPomExceptThatOfAProject() {
        GOALS.forEach((goal, mojo) -> {
            assertThat(text(mojo, "threadSafe")).as(goal).isEqualTo("true");
            assertThat(text(mojo, "requiresProject")).as(goal).isEqualTo(String.valueOf(WITH_PROJECT.contains(goal)));
        });
    }

    private static List<String> rows(String section) {
        return section.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1) + ": " + row.group(3))
                .toList();
    }

    private static String section(String heading) {
        int start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isPositive();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    /** The meaning as the descriptor has it; the property of the command line has a column of its own. */
    private static String meaning(Element parameter) {
        return text(parameter, "description")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?On the command line regshape\\.[A-Za-z.]+?\\.(?= |$)", "")
                .trim();
    }

    private static List<Element> editableParameters(Element mojo) {
        List<Element> result = new ArrayList<>();
        NodeList parameters = mojo.getElementsByTagName("parameter");
        for (int i = 0; i < parameters.getLength(); i++) {
            Element parameter = (Element) parameters.item(i);
            if (text(parameter, "editable").equals("true")) {
                result.add(parameter);
            }
        }
        return result;
    }

    private static String text(Element parent, String name) {
        NodeList children = parent.getElementsByTagName(name);
        return children.getLength() == 0 ? "" : children.item(0).getTextContent();
    }
}
