// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

/**
 * The properties of a build as Maven gives them to plugins: those of the command line win over those of the project, and
 * what refers to a property that another plugin has set by now has its value.
 */
final class BuildProperties {
    private static final String REFERENCE = "${";

    private final Properties user;
    private final Properties project;
    private final UnaryOperator<String> evaluator;

    /**
     * Makes them.
     *
     * @param user those of the command line
     * @param project those of the project
     * @param evaluator puts in the values of the properties that a text refers to
     */
    BuildProperties(Properties user, Properties project, UnaryOperator<String> evaluator) {
        this.user = user;
        this.project = project;
        this.evaluator = evaluator;
    }

    static BuildProperties of(MavenProject project, MavenSession session, MojoExecution execution) {
        return new BuildProperties(session.getUserProperties(), project.getProperties(), text -> {
            try {
                Object value = new PluginParameterExpressionEvaluator(session, execution).evaluate(text);
                return value == null ? text : value.toString();
            } catch (ExpressionEvaluationException e) {
                return text;
            }
        });
    }

    /** Returns a property. What nobody has set by now still stands in it as a reference. */
    Optional<String> find(String name) {
        String value = user.getProperty(name);
        return Optional.ofNullable(value != null ? value : project.getProperty(name))
                .map(this::evaluated);
    }

    /** Returns a property in which no reference is left. */
    Optional<String> findWhole(String name) {
        return find(name).filter(text -> !text.contains(REFERENCE));
    }

    /** Returns a property of the command line. */
    Optional<String> findOnCommandLine(String name) {
        return Optional.ofNullable(user.getProperty(name));
    }

    /** Returns the project's properties whose names begin in one way, by the rest of their names. */
    Map<String, String> ofProject(String prefix) {
        return startingWith(prefix, project);
    }

    /** Returns such properties of the command line. */
    Map<String, String> ofCommandLine(String prefix) {
        return startingWith(prefix, user);
    }

    private Map<String, String> startingWith(String prefix, Properties properties) {
        Map<String, String> found = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), evaluated(properties.getProperty(name)));
            }
        }
        return found;
    }

    private String evaluated(String text) {
        return text.contains(REFERENCE) ? evaluator.apply(text) : text;
    }
}
