// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What an image config says beside its layers: platform, author, and how a container is started (config.md,
 * "Properties").
 *
 * <p>An immutable partial document: what was not set is not there, so that applying it to a config keeps that config's
 * value. Each {@code withX} checks its value and throws a {@link RegshapeException} that quotes it.
 */
public final class ConfigSettings {
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:/(?:tcp|udp|sctp))?");
    private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z0-9]+(?:[+-][0-9]+)?|[0-9]{1,3}");
    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:[\\\\/].*", Pattern.DOTALL);

    private final JsonObject image;
    private final JsonObject execution;

    private ConfigSettings(JsonObject image, JsonObject execution) {
        this.image = image;
        this.execution = execution;
    }

    /** Returns settings that set nothing. */
    public static ConfigSettings none() {
        return new ConfigSettings(JsonObject.empty(), JsonObject.empty());
    }

    /** Returns whether nothing is set. */
    public boolean isEmpty() {
        return image.names().isEmpty() && execution.names().isEmpty();
    }

    /** Returns the names of what is set, as the config spells them. */
    public List<String> names() {
        List<String> names = new ArrayList<>(image.names());
        names.addAll(execution.names());
        return names;
    }

    /** Returns the processor architecture, when it is set. */
    public Optional<String> architecture() {
        return image.findString("architecture");
    }

    /** Returns the operating system, when it is set. */
    public Optional<String> os() {
        return image.findString("os");
    }

    /** Returns the platform, when architecture or os is set; the other is {@code linux} or {@code amd64} then. */
    public Optional<Platform> platform() {
        if (architecture().isEmpty() && os().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Platform(
                os().orElse("linux"),
                architecture().orElse("amd64"),
                image.findString("variant"),
                image.findString("os.version")));
    }

    /**
     * Sets the platform. A variant of another one goes, and so does a version of an operating system, unless the platform
     * is Windows, the only one whose images have it (config.md, "os.version").
     */
    public ConfigSettings withPlatform(Platform value) {
        JsonObject others = image.without("variant");
        ConfigSettings settings = new ConfigSettings(
                        value.os().equals("windows") ? others : others.without("os.version"), execution)
                .withOs(value.os())
                .withArchitecture(value.architecture());
        settings = value.variant().isPresent()
                ? settings.withVariant(value.variant().get())
                : settings;
        return value.osVersion().isPresent()
                ? settings.withOsVersion(value.osVersion().get())
                : settings;
    }

    /** Returns when the image was made, when it is set. */
    public Optional<Timestamp> created() {
        return image.findString("created").map(Timestamp::parse);
    }

    /** Returns whether labels are set. */
    public boolean hasLabels() {
        return execution.has("Labels");
    }

    /** Sets the processor architecture, a value of Go's {@code GOARCH}. */
    public ConfigSettings withArchitecture(String value) {
        return withImage("architecture", text("architecture", value, "amd64"));
    }

    /** Sets the operating system, a value of Go's {@code GOOS}. */
    public ConfigSettings withOs(String value) {
        return withImage("os", text("os", value, "linux"));
    }

    /** Sets the variant of the processor. */
    public ConfigSettings withVariant(String value) {
        return withImage("variant", text("variant", value, "v8"));
    }

    /** Sets the version of the operating system. */
    public ConfigSettings withOsVersion(String value) {
        return withImage("os.version", text("osVersion", value, "10.0.17763.1339"));
    }

    /** Sets who made the image. */
    public ConfigSettings withAuthor(String value) {
        return withImage("author", text("author", value, "Jane Doe <jane@example.com>"));
    }

    /** Sets when the image was made. */
    public ConfigSettings withCreated(Timestamp value) {
        return withImage("created", value.toString());
    }

    /** Sets labels; applied to a config that has labels they are added to them. */
    public ConfigSettings withLabels(Annotations value) {
        return withExecution("Labels", value.values());
    }

    /** Sets the command that a container runs; applied to a config it drops that config's {@code Cmd}. */
    public ConfigSettings withEntrypoint(List<String> value) {
        return withExecution("Entrypoint", value);
    }

    /** Sets the default arguments of the entrypoint. */
    public ConfigSettings withCmd(List<String> value) {
        return withExecution("Cmd", value);
    }

    /** Sets environment variables, sorted by name; applied to a config they are merged with its variables by name. */
    public ConfigSettings withEnv(Map<String, String> value) {
        List<String> entries = new ArrayList<>();
        new TreeMap<>(value).forEach((name, text) -> {
            check("env", name, !name.isEmpty() && name.indexOf('=') < 0, "a name without '='");
            entries.add(name + "=" + text);
        });
        return withExecution("Env", entries);
    }

    /** Sets the user that a container runs as: {@code user}, {@code uid}, {@code user:group} or {@code uid:gid}. */
    public ConfigSettings withUser(String value) {
        check("user", value, value.matches("[^\\s:]+(:[^\\s:]+)?"), "USER or USER:GROUP, for example 1000:1000");
        return withExecution("User", value);
    }

    /** Sets the folder that a container starts in, an absolute path. */
    public ConfigSettings withWorkingDir(String value) {
        check("workingDir", value, ABSOLUTE.matcher(value).matches(), "an absolute path, for example /app");
        return withExecution("WorkingDir", value);
    }

    /** Sets the ports that a container listens on, each {@code PORT} or {@code PORT/PROTOCOL}. */
    public ConfigSettings withExposedPorts(Collection<String> value) {
        Predicate<String> isPort = port -> {
            var parts = PORT.matcher(port);
            return parts.matches()
                    && Integer.parseInt(parts.group(1)) >= 1
                    && Integer.parseInt(parts.group(1)) <= 65535;
        };
        value.forEach(port ->
                check("exposedPorts", port, isPort.test(port), "PORT or PORT/PROTOCOL, for example 8080 or 53/udp"));
        return withExecution("ExposedPorts", set(value));
    }

    /** Sets the folders in which a container keeps data, absolute paths. */
    public ConfigSettings withVolumes(Collection<String> value) {
        value.forEach(path -> check(
                "volumes", path, ABSOLUTE.matcher(path).matches(), "an absolute path, for example /var/lib/data"));
        return withExecution("Volumes", set(value));
    }

    /** Sets the signal that stops a container: a name such as {@code SIGTERM}, or a number. */
    public ConfigSettings withStopSignal(String value) {
        check(
                "stopSignal",
                value,
                SIGNAL.matcher(value).matches(),
                "a name such as SIGTERM or SIGRTMIN+3, or a number");
        return withExecution("StopSignal", value);
    }

    /**
     * Puts these settings into a config.
     *
     * @param config the config, perhaps by another tool; fields that are not set here stay as they are
     * @param replaceLabels whether labels set here replace all labels of the config instead of being added
     * @return the changed config
     */
    public JsonObject applyTo(JsonObject config, boolean replaceLabels) {
        JsonObject old = config.findObject("config").orElse(JsonObject.empty());
        JsonObject changed = execution.has("Entrypoint") ? old.without("Cmd") : old;
        changed = changed.withAll(execution);
        if (execution.has("Labels") && !replaceLabels) {
            SortedMap<String, String> labels = old.stringMap("Labels");
            labels.putAll(execution.stringMap("Labels"));
            changed = changed.with("Labels", labels);
        }
        if (execution.has("Env")) {
            changed = changed.with("Env", mergedEnv(old.strings("Env"), execution.strings("Env")));
        }
        JsonObject result = config.withAll(image);
        return changed.names().isEmpty() ? result : result.with("config", changed);
    }

    /**
     * Puts these settings into the config of an image that is built on: as {@link #applyTo}, but ports and volumes are
     * added to those of the base, as labels and variables are.
     *
     * @param base the base's config
     * @return the changed config
     */
    public JsonObject addedTo(JsonObject base) {
        JsonObject changed = applyTo(base, false);
        for (String name : List.of("ExposedPorts", "Volumes")) {
            Optional<JsonObject> old = base.findObject("config").flatMap(config -> config.findObject(name));
            if (old.isPresent() && execution.has(name)) {
                JsonObject both = old.get().withAll(execution.object(name));
                changed = changed.with("config", changed.object("config").with(name, both));
            }
        }
        return changed;
    }

    private static List<String> mergedEnv(List<String> old, List<String> set) {
        Map<String, String> byName = new LinkedHashMap<>();
        old.forEach(entry -> byName.put(entry.split("=", 2)[0], entry));
        set.forEach(entry -> byName.put(entry.split("=", 2)[0], entry));
        return List.copyOf(byName.values());
    }

    private ConfigSettings withImage(String name, String value) {
        return new ConfigSettings(image.with(name, value), execution);
    }

    private ConfigSettings withExecution(String name, Object value) {
        return new ConfigSettings(image, execution.with(name, value));
    }

    /** The spec writes a set as an object whose values are empty objects. */
    private static Map<String, Object> set(Collection<String> values) {
        Map<String, Object> set = new LinkedHashMap<>();
        new TreeSet<>(values).forEach(value -> set.put(value, JsonObject.empty()));
        return set;
    }

    private static String text(String parameter, String value, String example) {
        check(parameter, value, !value.isBlank(), "some text, for example " + example);
        return value;
    }

    private static void check(String parameter, String value, boolean valid, String right) {
        if (!valid) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, parameter + ": '" + value + "' is not valid, it must be " + right);
        }
    }
}
