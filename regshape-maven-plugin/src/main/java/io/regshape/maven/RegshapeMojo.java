// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.layer.ProgressListener;
import io.regshape.model.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.components.interactivity.Prompter;
import org.eclipse.aether.RepositorySystem;
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

    /** Prints one JSON object, on one line, in place of the text; with <code>mvn -q</code> nothing else. */
    @Parameter(property = "regshape.json")
    private boolean json;

    /** Writes that JSON object to this file. On the command line <code>regshape.outputFile</code>. */
    @Parameter
    private @Nullable File outputFile;

    @Inject
    private @Nullable Provider<Prompter> prompter;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        Reporter reporter = new Reporter(getLog(), json);
        try {
            parameters()
                    .commandLineFile(outputFile, "outputFile")
                    .ifPresent(file -> reporter.writeTo(OutputFile.open("outputFile", file, layoutPath())));
            Outcome outcome = skip ? skipped("regshape.skip") : work();
            reporter.report(outcome);
            if (outcome.failure().isPresent()) {
                throw new MojoFailureException(outcome.failure().get());
            }
        } catch (RegshapeException e) {
            throw reporter.failure(e);
        } catch (InvalidPathException e) {
            throw reporter.failure(e);
        } catch (IOException e) {
            throw reporter.failure(e, layoutPath());
        }
    }

    /**
     * Does the goal's work.
     *
     * @param layout the layout's directory
     * @return what there is to say
     * @throws RegshapeException if the user can mend it
     * @throws IOException if the machine failed
     */
    abstract Outcome run(Path layout) throws IOException;

    private Outcome work() throws IOException {
        try {
            Path layout = layoutPath();
            if (!isCommandLine() && reads(layout) && claims().isWithoutImage(layout)) {
                return skipped("build had nothing to do");
            }
            if (writes()) {
                claims().noteImage(layout);
                refuseSecondModule(layout);
            }
            Outcome outcome = run(layout);
            if (hasPom()) {
                ImageProperties.publish(layout, project().getProperties(), getLog());
            }
            return outcome;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Returns whether the goal reads what others made: where {@code build} had nothing to do, it has nothing to do. */
    boolean reads(Path layout) {
        return !writes();
    }

    /** Tells the goals that come later in this build that the layout gets no image. */
    void noteWithoutImage(Path layout) {
        claims().noteWithoutImage(layout);
    }

    /** Returns whether the goal changes the layout. */
    boolean writes() {
        return true;
    }

    private void refuseSecondModule(Path layout) {
        claims().claimLayout(layout, project().getId() + " in " + baseDirectory());
    }

    /** Refuses to build a name that another execution of this module builds. */
    void refuseSecondExecution(Path layout, String refName) {
        if (!isCommandLine()) {
            claims().claimName(layout, refName, String.valueOf(execution().getExecutionId()));
        }
    }

    /** Refuses an archive that would take the place of another one of this build. */
    void refuseSecondArchive(Path file) {
        if (!isCommandLine()) {
            claims().claimArchive(
                            file,
                            "the execution '" + execution().getExecutionId() + "' of "
                                    + project().getId());
        }
    }

    private LayoutClaims claims() {
        return new LayoutClaims(session().getRepositorySession().getData());
    }

    /** Returns whether the goal runs in a phase of the lifecycle. */
    boolean isIn(String phase) {
        return phase.equals(execution().getLifecyclePhase());
    }

    private Outcome skipped(String why) {
        return Outcome.of(
                "Skipping regshape:" + execution().getGoal() + " (" + why + ")",
                JsonObject.empty().with("skipped", true));
    }

    /** Returns who to ask for what was left out: nobody, unless the goal was called by a person at a terminal. */
    Prompts prompts() {
        return new Prompts(
                isCommandLine() && isAttended() && session().getRequest().isInteractiveMode()
                        ? Optional.ofNullable(prompter)
                        : Optional.empty());
    }

    /** Returns who is told how far something has come, such as "Reading layer.tar". */
    ProgressListener progress(String what) {
        return isAttended() && session().getRequest().isInteractiveMode()
                ? new ProgressLog(Console.printable(what), getLog()::info, System::nanoTime)
                : ProgressListener.NONE;
    }

    private boolean isAttended() {
        return !json && getLog().isInfoEnabled() && Console.isTerminal();
    }

    /** Returns the parameters, with what the command line adds to the POM. */
    Parameters parameters() {
        return new Parameters(properties(), isCommandLine(), baseDirectory());
    }

    /** Returns the properties of the project and of the command line. */
    BuildProperties properties() {
        return BuildProperties.of(project(), session(), execution());
    }

    /** Returns where the time of the build comes from. */
    BuildTime buildTime() {
        return BuildTime.of(properties(), session());
    }

    /** Finds an image that another is built on. Where a module of this build makes it, that has to come first. */
    OnDisk base(RepositorySystem repositories, String from) {
        return bases(repositories).findInOrder(from, project());
    }

    /** Finds an image that was there before this build. */
    OnDisk source(RepositorySystem repositories, String from) {
        return bases(repositories).find(from);
    }

    private BaseResolution bases(RepositorySystem repositories) {
        return new BaseResolution(repositories, session(), project().getRemoteProjectRepositories(), baseDirectory());
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

    /** Returns whether a person calls the goal, and not the lifecycle. */
    boolean isCommandLine() {
        return execution().getSource() == MojoExecution.Source.CLI;
    }

    private boolean hasPom() {
        return project().getFile() != null;
    }

    private Path baseDirectory() {
        return hasPom() ? project().getBasedir().toPath() : Path.of("").toAbsolutePath();
    }

    /** Returns where the layout lies. */
    Path layoutPath() {
        Path target = path == null ? buildDirectory().resolve("oci") : path.toPath();
        return baseDirectory().resolve(target).normalize();
    }

    /** Returns where builds put what they make: as the project says, or target in the current folder. */
    Path buildDirectory() {
        Path target = hasPom() ? Path.of(project().getBuild().getDirectory()) : Path.of("target");
        return baseDirectory().resolve(target).normalize();
    }

    static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Maven did not give the goal what it needs");
        }
        return value;
    }
}
