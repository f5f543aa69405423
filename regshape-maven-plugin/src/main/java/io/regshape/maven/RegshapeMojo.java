// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.stage.Stage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What every goal has: the layout's place, skipping, and how an error of the core becomes one of Maven. */
abstract class RegshapeMojo extends AbstractMojo {
    /**
     * Root of the layout. The default is the folder <code>oci</code> in the project's build directory, or
     * <code>target/oci</code> in the current folder when there is no POM.
     */
    @Parameter(property = "regshape.path")
    private @Nullable File path;

    /** Does nothing, and says so in one line. */
    @Parameter(property = "regshape.skip")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private @Nullable MojoExecution execution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipping regshape:" + execution().getGoal() + " (regshape.skip)");
            return;
        }
        Path layout = layoutPath();
        try {
            run(layout);
            publishProperties(layout);
        } catch (RegshapeException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(describe(e, layout), e);
        }
    }

    /**
     * Does the goal's work.
     *
     * @param layout the layout's directory
     * @throws RegshapeException if the user can mend it
     * @throws IOException if the machine failed
     */
    abstract void run(Path layout) throws IOException, MojoFailureException;

    /** Returns the parameters, with what the command line adds to the POM. */
    Parameters parameters() {
        return new Parameters(session().getUserProperties(), isCommandLine(), baseDirectory());
    }

    /** Returns where the time of the build comes from. */
    BuildTime buildTime() {
        return BuildTime.of(project(), session());
    }

    MavenSession session() {
        return required(session);
    }

    MavenProject project() {
        return required(project);
    }

    private MojoExecution execution() {
        return required(execution);
    }

    private boolean isCommandLine() {
        return execution().getSource() == MojoExecution.Source.CLI;
    }

    private boolean hasPom() {
        return project().getFile() != null;
    }

    private Path baseDirectory() {
        return hasPom() ? project().getBasedir().toPath() : Path.of("").toAbsolutePath();
    }

    private Path layoutPath() {
        Path target = hasPom() && path == null
                ? Path.of(project().getBuild().getDirectory(), "oci")
                : path == null ? Path.of("target", "oci") : path.toPath();
        return baseDirectory().resolve(target).normalize();
    }

    /** Lets later plugins of the same project use what is known of the image. */
    private void publishProperties(Path layout) throws IOException {
        if (!hasPom() || Files.notExists(layout.resolve(Stage.FILE))) {
            return;
        }
        Stage stage = Stage.read(layout);
        Properties properties = project().getProperties();
        properties.setProperty(
                "regshape.layers", Integer.toString(stage.layers().size()));
        set(
                properties,
                "regshape.config.digest",
                stage.config().map(config -> config.digest().toString()).orElse(null));
        set(
                properties,
                "regshape.manifest.digest",
                stage.manifest().map(manifest -> manifest.digest().toString()).orElse(null));
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value == null) {
            properties.remove(name);
        } else {
            properties.setProperty(name, value);
        }
    }

    /** An IOException of the file system has often no more to say than a file's name. */
    private static String describe(IOException e, Path layout) {
        String reason = e.getMessage();
        String name = e.getClass().getSimpleName();
        return "cannot write the layout at " + layout + ": "
                + (reason == null ? name : name.equals("IOException") ? reason : name + " " + reason);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Maven did not set a read-only parameter of the goal");
        }
        return value;
    }
}
