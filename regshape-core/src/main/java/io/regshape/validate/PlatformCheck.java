// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.model.Platform;
import io.regshape.validate.Fields.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks platforms: of an entry in an index, and of a config, which has the same fields (image-index.md). */
final class PlatformCheck {
    /** What BuildKit writes where nothing runs, for its attestations. */
    private static final String UNKNOWN = "unknown";

    private static final Set<String> NAMES =
            Set.of("architecture", "os", "os.version", "os.features", "variant", "features");
    private static final Set<String> SYSTEMS = words("aix android darwin dragonfly freebsd hurd illumos ios js linux"
            + " nacl netbsd openbsd plan9 solaris wasip1 windows zos");
    private static final Set<String> ARCHITECTURES = words("386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips"
            + " mips64 mips64le mips64p32 mips64p32le mipsle ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64"
            + " wasm");
    private static final Map<String, Pattern> VARIANTS = Map.of(
            "arm", Pattern.compile("v[5-8]"),
            "arm64", Pattern.compile("v[89](\\.[0-9])?"),
            "ppc64le", Pattern.compile("power([89]|10|11)"),
            "riscv64", Pattern.compile("rva[0-9]{2}u64"),
            "amd64", Pattern.compile("v[1-4]"));

    private PlatformCheck() {}

    /**
     * Checks the field platform of an entry.
     *
     * @return the platform, if it has what is required
     */
    static Optional<Platform> ofEntry(Fields entry) {
        Optional<Fields> platform = entry.object("platform", DocumentRule.PLATFORM);
        platform.ifPresent(fields -> {
            fields.checkNames(NAMES);
            fields.texts("features");
        });
        return platform.flatMap(PlatformCheck::check);
    }

    /**
     * Checks the fields of a platform.
     *
     * @return the platform, if it has what is required
     */
    static Optional<Platform> check(Fields fields) {
        Optional<Text> os = fields.requiredText("os");
        Optional<Text> architecture = fields.requiredText("architecture");
        Optional<Text> variant = fields.text("variant");
        Optional<Text> version = fields.text("os.version");
        fields.texts("os.features");
        os.ifPresent(text -> checkValue(fields, text, SYSTEMS, "GOOS"));
        architecture.ifPresent(text -> checkValue(fields, text, ARCHITECTURES, "GOARCH"));
        if (architecture.isPresent()) {
            variant.ifPresent(
                    text -> checkVariant(fields, text, architecture.get().value()));
        }
        return os.isEmpty() || architecture.isEmpty()
                ? Optional.empty()
                : Optional.of(new Platform(
                        os.get().value(),
                        architecture.get().value(),
                        variant.map(Text::value).filter(value -> !value.isEmpty()),
                        version.map(Text::value).filter(value -> !value.isEmpty())));
    }

    /** Returns whether a platform says what its image runs on. */
    static boolean isKnown(Platform platform) {
        return !platform.os().equals(UNKNOWN) && !platform.os().isEmpty();
    }

    private static void checkValue(Fields fields, Text text, Set<String> known, String list) {
        if (!known.contains(text.value()) && !text.value().equals(UNKNOWN)) {
            fields.report(
                    DocumentRule.PLATFORM_VALUE,
                    text,
                    Printable.value(text.value()) + " is no value of " + list + " that Go knows");
        }
    }

    private static void checkVariant(Fields fields, Text variant, String architecture) {
        Pattern known = VARIANTS.get(architecture);
        if (known != null
                && !variant.value().isEmpty()
                && !known.matcher(variant.value()).matches()) {
            fields.report(
                    DocumentRule.PLATFORM_VALUE,
                    variant,
                    Printable.value(variant.value()) + " is no variant of " + architecture);
        }
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}
