// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.model.Platform;
import io.regshape.validate.Fields.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the documents that are image configs (config.md, "Properties"). */
final class ConfigCheck {
    private static final Set<String> NAMES = Set.of(
            "created",
            "author",
            "architecture",
            "os",
            "os.version",
            "os.features",
            "variant",
            "config",
            "rootfs",
            "history");
    private static final Set<String> HISTORY_NAMES =
            Set.of("created", "author", "created_by", "comment", "empty_layer");
    private static final Set<String> SETTING_NAMES = Set.of(
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Volumes",
            "WorkingDir",
            "Labels",
            "StopSignal",
            "ArgsEscaped",
            "Memory",
            "MemorySwap",
            "CpuShares",
            "Healthcheck");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?(/(tcp|udp|sctp))?");

    private ConfigCheck() {}

    /** Checks a config, and returns what has to fit the layers. */
    static ConfigFacts check(Fields config) {
        config.checkNames(NAMES);
        checkTime(config);
        config.text("author");
        Optional<Platform> platform = PlatformCheck.check(config);
        config.object("config", ConfigRule.CONFIG).ifPresent(ConfigCheck::checkSettings);
        List<Optional<Digest>> diffIds = config.requiredObject("rootfs", ConfigRule.CONFIG)
                .map(ConfigCheck::diffIds)
                .orElse(List.of());
        return new ConfigFacts(config.place(), platform, diffIds, layersInHistory(config));
    }

    private static List<Optional<Digest>> diffIds(Fields rootfs) {
        rootfs.checkNames(Set.of("type", "diff_ids"));
        rootfs.requiredText("type")
                .filter(type -> !type.value().equals("layers"))
                .ifPresent(type -> rootfs.report(
                        ConfigRule.ROOTFS_TYPE,
                        type,
                        "the type is " + Printable.value(type.value()) + ", it must be 'layers'"));
        List<Optional<Digest>> diffIds = new ArrayList<>();
        for (Text text : rootfs.requiredTexts("diff_ids")) {
            diffIds.add(DescriptorCheck.digest(rootfs, text, ConfigRule.DIFF_ID_FORM));
        }
        return diffIds;
    }

    private static OptionalLong layersInHistory(Fields config) {
        List<Fields> history = config.objects("history", ConfigRule.HISTORY);
        long layers = 0;
        for (Fields entry : history) {
            entry.checkNames(HISTORY_NAMES);
            checkTime(entry);
            entry.text("author");
            entry.text("created_by");
            entry.text("comment");
            layers += entry.flag("empty_layer").orElse(false) ? 0 : 1;
        }
        return history.isEmpty() || history.size() != config.length("history")
                ? OptionalLong.empty()
                : OptionalLong.of(layers);
    }

    private static void checkTime(Fields fields) {
        fields.text("created")
                .filter(created -> !Rfc3339.isValid(created.value()))
                .ifPresent(created -> fields.report(
                        ConfigRule.CREATED,
                        created,
                        Printable.value(created.value())
                                + " is no time as RFC 3339 has it, for example 2026-01-02T03:04:05Z"));
    }

    private static void checkSettings(Fields settings) {
        settings.checkNames(SETTING_NAMES);
        settings.text("User");
        settings.text("WorkingDir");
        settings.text("StopSignal");
        settings.texts("Entrypoint");
        settings.texts("Cmd");
        settings.flag("ArgsEscaped");
        settings.number("Memory");
        settings.number("MemorySwap");
        settings.number("CpuShares");
        settings.object("Healthcheck", ConfigRule.CONFIG);
        set(settings, "Volumes");
        AnnotationCheck.check(settings, "Labels");
        for (Text variable : settings.texts("Env")) {
            if (variable.value().indexOf('=') < 1) {
                settings.report(
                        ConfigRule.SETTING,
                        variable,
                        Printable.value(variable.value()) + " is no variable of the form NAME=VALUE");
            }
        }
        set(settings, "ExposedPorts").stream()
                .filter(port -> !PORT.matcher(port.value()).matches())
                .forEach(port -> settings.report(
                        ConfigRule.SETTING,
                        port,
                        Printable.value(port.value()) + " is no port, for example 8080 or 53/udp"));
    }

    /** Reads an object that stands for a set: Go reads no other values than objects. */
    private static List<Text> set(Fields settings, String name) {
        Optional<Fields> set = settings.object(name, ConfigRule.CONFIG);
        set.ifPresent(fields -> fields.names().forEach(key -> fields.object(key.value(), ConfigRule.CONFIG)));
        return set.map(Fields::names).orElse(List.of());
    }
}
