// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven.testing;

import io.regshape.testing.Command;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maven as a script of an integration test calls it, beside the calls that the invoker plugin makes: offline, with the
 * local repository of the integration tests, which one of those calls has filled before.
 */
public final class Maven {
    /** Where the invoker plugin said that the files come from: without that name Maven would not use them offline. */
    private static final String SETTINGS = """
            <settings>
              <profiles>
                <profile>
                  <id>offline</id>
                  <activation><activeByDefault>true</activeByDefault></activation>
                  <repositories>
                    <repository><id>local.central</id><url>file:///nowhere</url></repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository><id>local.central</id><url>file:///nowhere</url></pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
            </settings>
            """;

    /** Most of what a call costs is the compiler that pays off in long runs alone; the POM says the same. */
    private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Object localRepository;
    private final String version;
    private final String home;

    /**
     * Takes what the invoker plugin gives to a script.
     *
     * @param localRepository the script's {@code localRepositoryPath}
     * @param version the script's {@code projectVersion}
     * @param home the script's {@code mavenHome}, which is that of the Maven that runs the script's project, unless the
     *     command line names another one for all of them
     */
    public Maven(Object localRepository, String version, String home) {
        this.localRepository = localRepository;
        this.version = version;
        this.home = System.getProperty("invoker.mavenHome", home);
    }

    /** Calls Maven in a folder. */
    public Command call(File folder, Object... arguments) {
        return prefixed(folder, List.of(), arguments);
    }

    /** Calls Maven through another program, which gets Maven's command line as its last arguments. */
    public Command prefixed(File folder, List<String> prefix, Object... arguments) {
        List<Object> words = new ArrayList<>(prefix);
        words.addAll(commandLine());
        words.addAll(Arrays.asList(arguments));
        return Command.of(words.toArray())
                .in(folder)
                .env("JAVA_HOME", System.getProperty("java.home"))
                .env("MAVEN_OPTS", SHORT_RUN);
    }

    /** Returns Maven's launcher and the options that every call has. */
    public List<String> commandLine() {
        return List.of(
                home + "/bin/mvn", "-B", "-o", "-s", settings().toString(), "-Dmaven.repo.local=" + localRepository);
    }

    /** Returns the full name of one of our goals. */
    public String goal(String name) {
        return "io.regshape:regshape-maven-plugin:" + version + ":" + name;
    }

    private static File settings() {
        try {
            File file = File.createTempFile("regshape-test", ".xml");
            file.deleteOnExit();
            Files.writeString(file.toPath(), SETTINGS);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
